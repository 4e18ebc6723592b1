import type { QueryClient } from '@tanstack/vue-query'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { Problem } from './api/problem'
import type { Me, Role } from './api/types'
import { adopt, fetchMe } from './composables/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** The page fills the window without the left rail. */
    wide?: boolean
    /** May be seen without signing in. */
    open?: boolean
    roles?: Role[]
    title?: string
  }
}

const routes: RouteRecordRaw[] = [
  {
    path: '/login',
    name: 'login',
    meta: { open: true, title: 'desk.login.title' },
    component: () => import('./pages/Login.vue'),
  },
  {
    path: '/enrol',
    name: 'enrol',
    meta: { title: 'desk.enrol.title' },
    component: () => import('./pages/Enrol.vue'),
  },
  {
    path: '/',
    component: () => import('./pages/Desk.vue'),
    children: [
      { path: '', name: 'home', component: () => import('./pages/Home.vue') },
      {
        path: 'queue/approve',
        name: 'approve',
        meta: { title: 'desk.view.approve' },
        component: () => import('./pages/Approve.vue'),
      },
      { path: 'queue/:view?', name: 'queue', component: () => import('./pages/Queue.vue') },
      {
        path: 'case/:number',
        name: 'case',
        meta: { wide: true },
        component: () => import('./pages/Case.vue'),
      },
      {
        path: 'case/:number/reply',
        name: 'reply',
        meta: { wide: true, roles: ['UNIT'] },
        component: () => import('./pages/Reply.vue'),
      },
      {
        path: 'case/:number/publish',
        name: 'publish',
        meta: { wide: true, roles: ['OFF'], title: 'published.desk.title' },
        component: () => import('./pages/Publish.vue'),
      },
      {
        path: 'publications',
        name: 'publications',
        meta: { roles: ['OFF'], title: 'published.desk.list' },
        component: () => import('./pages/Publications.vue'),
      },
      {
        path: 'reception',
        name: 'reception',
        meta: { roles: ['REG'], title: 'desk.reception.title' },
        component: () => import('./pages/Reception.vue'),
      },
      {
        path: 'supervision',
        name: 'supervision',
        meta: { roles: ['OFF', 'JNT'], title: 'desk.supervision.title' },
        component: () => import('./pages/Supervision.vue'),
      },
      {
        path: 'findings',
        name: 'findings',
        meta: { roles: ['OFF', 'AUDITOR'], title: 'audit.title' },
        component: () => import('./pages/Findings.vue'),
      },
      {
        path: 'notices',
        name: 'notices',
        meta: { title: 'desk.notices.title' },
        component: () => import('./pages/Notices.vue'),
      },
      {
        path: 'exchange',
        name: 'exchange',
        meta: { roles: ['REG', 'OFF'], title: 'desk.exchange.title' },
        component: () => import('./pages/Exchange.vue'),
      },
      {
        path: 'visits',
        name: 'visits',
        meta: { roles: ['REG', 'OFF', 'HEAD'], title: 'visits.desk.title' },
        component: () => import('./pages/Visits.vue'),
      },
      {
        path: 'visits/:id',
        name: 'visit',
        meta: { roles: ['REG', 'OFF', 'HEAD'], title: 'visits.desk.title' },
        component: () => import('./pages/Visit.vue'),
      },
      {
        path: 'calls',
        name: 'calls',
        meta: { roles: ['OFF', 'ADMIN'], title: 'visits.calls.title' },
        component: () => import('./pages/Calls.vue'),
      },
      {
        path: 'info',
        name: 'info',
        meta: { roles: ['OFF'], title: 'info.desk.title' },
        component: () => import('./pages/Info.vue'),
      },
      {
        path: 'admin/mailboxes',
        name: 'mailboxes',
        meta: { roles: ['ADMIN'], title: 'visits.boxes.title' },
        component: () => import('./pages/Mailboxes.vue'),
      },
      {
        path: 'settings',
        name: 'settings',
        meta: { title: 'desk.settings.title' },
        component: () => import('./pages/Settings.vue'),
      },
      {
        path: 'admin/users',
        name: 'users',
        meta: { roles: ['ADMIN'], title: 'desk.users.title' },
        component: () => import('./pages/Users.vue'),
      },
      {
        path: 'admin/units',
        name: 'units',
        meta: { roles: ['ADMIN'], title: 'desk.units.title' },
        component: () => import('./pages/Units.vue'),
      },
      {
        path: 'admin/roles',
        name: 'roles',
        meta: { roles: ['ADMIN'], title: 'desk.roles.title' },
        component: () => import('./pages/Roles.vue'),
      },
      {
        path: 'admin/calendar',
        name: 'calendar',
        meta: { roles: ['ADMIN'], title: 'desk.calendar.title' },
        component: () => import('./pages/Calendar.vue'),
      },
      { path: ':rest(.*)*', name: 'lost', component: () => import('./pages/Lost.vue') },
    ],
  },
]

/** The official, or null when nobody is signed in. */
async function whoIsThere(client: QueryClient): Promise<Me | null> {
  const known = client.getQueryData<Me>(['me'])
  if (known) return known
  try {
    const me = await fetchMe()
    await adopt(me)
    client.setQueryData(['me'], me)
    return me
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null
    throw error
  }
}

export function makeRouter(client: QueryClient) {
  const router = createRouter({ history: createWebHistory('/desk/'), routes })
  router.beforeEach(async (to) => {
    if (to.meta.open) return true
    const me = await whoIsThere(client)
    if (!me) return { name: 'login', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
    if ((me.mustEnrol || me.mustChangePassword) && to.name !== 'enrol') return { name: 'enrol' }
    if (to.meta.roles && !to.meta.roles.some((role) => me.roles.includes(role)))
      return { name: 'lost', params: { rest: ['forbidden'] } }
    return true
  })
  return router
}
