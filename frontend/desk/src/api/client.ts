import createClient from 'openapi-fetch'
import type { paths } from './schema'
import { Problem, readProblem, unreachable } from './problem'

type SessionOver = () => void

const listeners = new Set<SessionOver>()
let language = 'zh-CN'

/** Calls back when the server says that nobody is signed in any more. */
export function onSessionOver(listener: SessionOver): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function speak(lang: string): void {
  language = lang
}

/** The typed client. Every answer that is not a success is thrown as a Problem. */
export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' })

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', language)
    return request
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok) return response
    const problem = await readProblem(response)
    if (problem.status === 401 && schemaPath !== '/api/v1/session') listeners.forEach((tell) => tell())
    throw problem
  },
  onError({ error }) {
    return error instanceof Problem ? error : unreachable()
  },
})

/** The body of an answer that must have one. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer
  if (data === undefined) throw unreachable()
  return data
}

/** A file with the headers it came with. */
export interface Fetched {
  bytes: ArrayBuffer
  sha256: string
}

export async function fetchFile(path: string, signal?: AbortSignal): Promise<Fetched> {
  let response: Response
  try {
    response = await fetch(path, {
      credentials: 'same-origin',
      headers: { 'Accept-Language': language },
      signal,
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw unreachable()
  }
  if (!response.ok) {
    const problem = await readProblem(response)
    if (problem.status === 401) listeners.forEach((tell) => tell())
    throw problem
  }
  const bytes = await response.arrayBuffer()
  return { bytes, sha256: response.headers.get('X-Sha256') || (await sha256(bytes)) }
}

/** Uploads one file, to be attached by its id. */
export async function upload(file: File): Promise<{ id: string; name: string }> {
  const form = new FormData()
  form.append('file', file)
  const stored = (await (await post('/api/v1/evidence', form)).json()) as { uploadId: string; name: string }
  return { id: stored.uploadId, name: stored.name }
}

/** Sends a form with files, or JSON, and answers what came back; what is no success is thrown. */
export async function post(path: string, payload: FormData | Record<string, unknown>): Promise<Response> {
  const files = payload instanceof FormData
  let response: Response
  try {
    response = await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Accept-Language': language, ...(files ? {} : { 'Content-Type': 'application/json' }) },
      body: files ? payload : JSON.stringify(payload),
    })
  } catch {
    throw unreachable()
  }
  if (response.ok) return response
  const problem = await readProblem(response)
  if (problem.status === 401) listeners.forEach((tell) => tell())
  throw problem
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  if (!globalThis.crypto?.subtle) return ''
  const hash = await crypto.subtle.digest('SHA-256', bytes)
  return [...new Uint8Array(hash)].map((b) => b.toString(16).padStart(2, '0')).join('')
}

/** Sends one act; keepalive lets it outlive the page (an act held for undo is flushed on leaving). */
export async function send(path: string, payload: unknown, keepalive = false): Promise<Response> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    keepalive,
    headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
    body: JSON.stringify(payload),
  })
  if (response.ok) return response
  const problem = await readProblem(response)
  if (problem.status === 401) listeners.forEach((tell) => tell())
  throw problem
}
