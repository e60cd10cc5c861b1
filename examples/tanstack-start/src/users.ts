/** What the application keeps of a user. */
export interface User {
  readonly id: string;
  readonly email: string | undefined;
}

/** In place of your database. */
const users = new Map<string, User>();

export async function saveUser(user: User): Promise<void> {
  users.set(user.id, user);
  console.log(`saved ${user.id} <${user.email ?? 'no address'}>`);
}

export async function removeUser(id: string): Promise<void> {
  users.delete(id);
  console.log(`removed ${id}`);
}
