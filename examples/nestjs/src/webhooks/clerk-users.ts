import { OnWebhook, type EventOf } from '@hooklatch/nestjs';
import type { ClerkEvents } from '@hooklatch/providers/clerk';
import { Injectable, Logger } from '@nestjs/common';

/** Keeps the application's users as Clerk has them. Put your own services into the constructor. */
@Injectable()
export class ClerkUsers {
  readonly #logger = new Logger(ClerkUsers.name);

  @OnWebhook('user.created', { webhook: 'clerk' })
  @OnWebhook('user.updated', { webhook: 'clerk' })
  async save({ payload }: EventOf<ClerkEvents, 'user.created' | 'user.updated'>): Promise<void> {
    const { id, primary_email_address_id: primary, email_addresses: addresses } = payload.data;
    const email = addresses.find((address) => address.id === primary)?.email_address;
    this.#logger.log(`saved ${id} <${email ?? 'no address'}>`);
  }

  @OnWebhook('user.deleted', { webhook: 'clerk' })
  async remove({ payload }: EventOf<ClerkEvents, 'user.deleted'>): Promise<void> {
    this.#logger.log(`removed ${payload.data.id}`);
  }
}
