import { createI18n } from 'vue-i18n'
import { speak } from './api/client'

export type Lang = 'zh-CN' | 'en'

type Flat = Record<string, string>

// The desk reads some subjects of the shared catalogue; the file's name is the first part of each key.
const files = import.meta.glob<Flat>(
  '../../shared/locales/*/{desk,clock,ladder,law,error,channel,visits,published,audit,info}.json',
  {
    import: 'default',
  },
)

export const i18n = createI18n({
  legacy: false,
  // Keys are flat, 'desk.queue.title': looked up as they stand, so that 'a.b' and 'a.b.c' may both be texts.
  messageResolver: (texts, key) => (texts as Flat)[key] ?? null,
  locale: 'zh-CN',
  fallbackLocale: false,
  missingWarn: false,
  fallbackWarn: false,
  warnHtmlMessage: false,
  messages: {} as Record<string, Flat>,
})

async function load(lang: Lang): Promise<void> {
  const wanted = Object.entries(files).filter(([path]) => path.includes(`/locales/${lang}/`))
  const subjects = await Promise.all(
    wanted.map(async ([path, read]) => {
      const subject = path.replace(/^.*\/|\.json$/g, '')
      const flat = await read()
      return Object.entries(flat).map(([key, text]) => [`${subject}.${key}`, text] as const)
    }),
  )
  i18n.global.setLocaleMessage(lang, Object.fromEntries(subjects.flat()))
}

/** Switches the language of texts, of API answers and of the document. */
export async function useLanguage(lang: Lang): Promise<void> {
  if (!i18n.global.availableLocales.includes(lang)) await load(lang)
  i18n.global.locale.value = lang
  document.documentElement.lang = lang
  speak(lang)
}

/** The language to begin with, before anybody has signed in. */
export function firstLanguage(): Lang {
  return navigator.languages.some((lang) => lang.startsWith('zh')) || !navigator.language.startsWith('en')
    ? 'zh-CN'
    : 'en'
}
