// The browser journeys of docs: each once at 360 px in light, the citizens' ones a second time without JavaScript.
//
//   npm run e2e                     against bin/sunlit, which `make build` makes
//   E2E_BIN=… npm run e2e        against another binary
//   E2E_FULL=1 npm run e2e          also wide, dark and in large print
import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

// The shell is Chromium without windows, which takes half the time of a headless browser that draws them.
const chromium = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(existsSync)
const phone = { width: 360, height: 740 }
const screen = { width: 1440, height: 900 }
const citizen = 'citizen/*.spec.ts'

export default defineConfig({
  testDir: 'journeys',
  outputDir: 'results',
  globalSetup: './fixtures/setup.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: Number(process.env.E2E_TIMEOUT ?? 240_000),
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL: process.env.E2E_URL,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: 'light',
    viewport: phone,
    actionTimeout: 20_000,
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'script', testMatch: citizen },
    { name: 'no script', testMatch: citizen, grepInvert: /@script/, use: { javaScriptEnabled: false } },
    { name: 'desk', testMatch: 'desk/*.spec.ts', use: { viewport: screen } },
    { name: 'pages', testMatch: 'pages/*.spec.ts' },
    ...(process.env.E2E_FULL
      ? [
          { name: 'wide', testMatch: citizen, use: { viewport: { width: 1280, height: 900 } } },
          { name: 'dark', testMatch: citizen, use: { colorScheme: 'dark' as const } },
          {
            name: 'desk dark',
            testMatch: 'desk/*.spec.ts',
            use: { viewport: screen, colorScheme: 'dark' as const },
          },
        ]
      : []),
  ],
})
