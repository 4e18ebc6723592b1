import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import App from './App.vue'
import { Problem } from './api/problem'
import { listenForKeys } from './composables/keys'
import { watchSession } from './composables/session'
import { flushOnLeaving } from './composables/undo'
import { firstLanguage, i18n, useLanguage } from './i18n'
import { makeRouter } from './router'
import '../../shared/tokens.css'
import './styles/base.css'
import './styles/element.css'

const client = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: true,
      retry: (count, error) =>
        count < 2 && !(error instanceof Problem && error.status > 0 && error.status < 500),
    },
  },
})

async function begin(): Promise<void> {
  await useLanguage(firstLanguage())
  watchSession(client)
  listenForKeys()
  flushOnLeaving()
  createApp(App).use(i18n).use(VueQueryPlugin, { queryClient: client }).use(makeRouter(client)).mount('#app')
}

void begin()
