import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'

/** The PDF engine is fetched when the first paper is shown. */
async function engine() {
  const [pdf, worker] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.min.mjs'),
    import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'),
  ])
  pdf.GlobalWorkerOptions.workerSrc = worker.default
  return pdf
}

export interface Paper {
  pages: PDFPageProxy[]
  close: () => void
}

export async function openPaper(bytes: ArrayBuffer): Promise<Paper> {
  const pdf = await engine()
  // The engine takes the bytes away; the caller keeps its own for hashing and downloading.
  const file: PDFDocumentProxy = await pdf.getDocument({
    data: bytes.slice(0),
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: false,
  }).promise
  const pages = await Promise.all(Array.from({ length: file.numPages }, (_, at) => file.getPage(at + 1)))
  return { pages, close: () => void file.destroy() }
}

/** Draws a page as wide as asked, sharp on dense screens. */
export async function drawPage(page: PDFPageProxy, canvas: HTMLCanvasElement, width: number): Promise<void> {
  const sharp = Math.max(1, window.devicePixelRatio || 1)
  const scale = width / page.getViewport({ scale: 1 }).width
  const viewport = page.getViewport({ scale: scale * sharp })
  canvas.width = Math.floor(viewport.width)
  canvas.height = Math.floor(viewport.height)
  canvas.style.width = `${Math.floor(viewport.width / sharp)}px`
  canvas.style.height = `${Math.floor(viewport.height / sharp)}px`
  const canvasContext = canvas.getContext('2d')
  if (canvasContext) await page.render({ canvasContext, viewport }).promise
}

/** The words of a page, for those who listen. */
export async function pageText(page: PDFPageProxy): Promise<string> {
  const content = await page.getTextContent()
  return content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
}
