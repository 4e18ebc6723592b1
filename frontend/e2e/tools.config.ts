// What is driven like a journey and is none: the pictures of the documents, the corpus through the browser, and what
// Lighthouse makes of the pages.
import { defineConfig } from '@playwright/test'
import journeys from './playwright.config'

export default defineConfig({
  ...journeys,
  testDir: 'tools',
  workers: 1,
  timeout: 40 * 60_000,
  projects: [
    { name: 'screens', testMatch: 'screens.spec.ts' },
    { name: 'corpus', testMatch: 'corpus.spec.ts' },
    { name: 'lighthouse', testMatch: 'lighthouse.spec.ts' },
  ],
})
