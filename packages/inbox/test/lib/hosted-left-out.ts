/** What the contract says of every engine, and no queue service over a store can do. */
export function hostedLeftOut(service: string): Readonly<Record<string, string>> {
  const finished = [
    'what was handled is handled once more for each replay, from its first attempt on',
    'a replay that fails is tried again, and ends dead',
    'a replay reaches a worker that waits',
    'of two replays at once one is made',
    'the event of a replay is still a duplicate at the door',
    'a delivery that may be sent again is replayed from the door',
  ];
  const ignoring = [
    'a handler that does not listen to its signal does not keep a worker from closing',
    'a worker that has lost its lease and succeeds does not end its message',
  ];
  return Object.fromEntries([
    ...finished.map((fact) => [fact, `${service} does not keep what was handled`]),
    ...ignoring.map((fact) => [fact, 'the store knows that the handler goes on, and counts how it ends']),
  ]) as Record<string, string>;
}
