import { index, route, type RouteConfig } from '@react-router/dev/routes'

export default [
  index('./home.tsx'),
  route('api', './api.ts', [route('flowers', './flowers.ts'), route('*', './missing.ts')]),
] satisfies RouteConfig
