import type { Cases } from './case.ts';

const controller =
  "import { Controller, Post, Req, type RawBodyRequest } from '@nestjs/common';\nimport { NestFactory } from '@nestjs/core';\nimport Stripe from 'stripe';\n@Controller()\nclass Hooks {\n  @Post()\n  handle(@Req() request: RawBodyRequest<Request>) {\n    return new Stripe('k').webhooks.constructEvent(request.rawBody!, 's', 's');\n  }\n}\nclass AppModule {}\n";
const isTypeScript = true;

export const nestRawBody: Cases = {
  invalid: [
    {
      name: 'no option',
      code: `${controller}await NestFactory.create(AppModule);`,
      isTypeScript,
      lines: [12],
      says: /needs one.*NestFactory\.create\(AppModule, \{ rawBody: true \}\)/,
    },
    {
      name: 'the raw body has a name',
      code: `${controller.replace('return new', 'const bytes = request.rawBody;\n    return new').replace('request.rawBody!,', 'bytes,')}await NestFactory.create(AppModule);`,
      isTypeScript,
      lines: [13],
    },
    {
      name: 'other options',
      code: `${controller}await NestFactory.create(AppModule, { cors: true });`,
      isTypeScript,
      lines: [12],
    },
    {
      name: 'an adapter, and other options',
      code: `${controller}await NestFactory.create(AppModule, new FastifyAdapter(), { cors: true });`,
      isTypeScript,
      lines: [12],
    },
  ],
  valid: [
    {
      name: 'rawBody',
      code: `${controller}await NestFactory.create(AppModule, { rawBody: true });`,
      isTypeScript,
    },
    {
      name: 'no parser at all',
      code: `${controller}await NestFactory.create(AppModule, { bodyParser: false });`,
      isTypeScript,
    },
    {
      name: 'options that cannot be read',
      code: `${controller}await NestFactory.create(AppModule, options);\ndeclare const options: object;`,
      isTypeScript,
    },
    {
      name: 'bytes that are kept in another way',
      code: `${controller}const app = await NestFactory.create(AppModule);\napp.use(json({ verify: (req, _, bytes) => { req.rawBody = bytes; } }));`,
      isTypeScript,
    },
    {
      name: 'an application that verifies nothing',
      code: "import { NestFactory } from '@nestjs/core';\nclass AppModule {}\nawait NestFactory.create(AppModule);",
    },
  ],
};
