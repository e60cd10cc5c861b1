import { index, route, type RouteConfig } from '@react-router/dev/routes';

export default [
  index('./routes/home.tsx'),
  route('webhooks/clerk', './routes/webhooks/clerk.ts'),
  route('webhooks/stripe', './routes/webhooks/stripe.ts'),
  route('webhooks/slack', './routes/webhooks/slack.ts'),
  route('webhooks/dropbox', './routes/webhooks/dropbox.ts'),
] satisfies RouteConfig;
