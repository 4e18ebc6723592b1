import type { Change } from './types'

/** A problem document (RFC 9457) as an error; `code` is the kind, `fields` are messages by dotted name. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly fields: Record<string, string>
  readonly changes: Change[]
  readonly version?: number
  readonly revision?: number
  readonly by?: string
  readonly at?: string
  readonly retryAfter?: number

  constructor(status: number, body: Record<string, unknown>) {
    super(text(body.title) || `HTTP ${status}`)
    this.status = status
    this.code = text(body.code) || codeOf(text(body.type)) || codeByStatus[status] || 'internal'
    this.detail = text(body.detail)
    this.fields = (body.fields as Record<string, string>) ?? {}
    this.changes = (body.changes as Change[]) ?? []
    this.version = body.version as number | undefined
    this.revision = body.revision as number | undefined
    this.by = body.by as string | undefined
    this.at = body.at as string | undefined
    this.retryAfter = body.retryAfter as number | undefined
  }
}

const codeByStatus: Record<number, string> = {
  400: 'malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'too-large',
  415: 'unsupported',
  422: 'invalid',
  429: 'too-many',
  503: 'unavailable',
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function codeOf(type: string): string {
  return type.split(/[/:#]/).pop()?.replace('blank', '') ?? ''
}

/** Reads the problem an answer carries; an answer without one still gets a code from its status. */
export async function readProblem(response: Response): Promise<Problem> {
  let body: Record<string, unknown> = {}
  try {
    body = (await response.json()) as Record<string, unknown>
  } catch {
    // No document: a proxy answered, or nothing did.
  }
  const after = Number(response.headers.get('Retry-After'))
  if (after > 0 && body.retryAfter === undefined) body.retryAfter = after
  return new Problem(response.status, body)
}

/** The network failed before anybody answered. */
export function unreachable(): Problem {
  return new Problem(0, { code: 'unavailable' })
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return error instanceof TypeError ? unreachable() : new Problem(500, { title: String(error) })
}
