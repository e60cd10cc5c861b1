import { Webhook } from '@hooklatch/nestjs';
import { Controller, Post } from '@nestjs/common';

@Controller('webhooks')
export class ClerkController {
  /** The methods of ClerkUsers handle the events. */
  @Post('clerk')
  @Webhook('clerk')
  clerk(): void {}
}
