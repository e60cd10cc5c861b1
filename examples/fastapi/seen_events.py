"""Which events were handled: the ids of the last ones, in this process."""

from collections import OrderedDict

MOST_EVENTS = 10_000


class SeenEvents:
    """Several processes need a place that they share: a table with a unique key, or Redis with SET NX."""

    def __init__(self) -> None:
        self._done: OrderedDict[str, bool] = OrderedDict()

    def claim(self, event_id: str) -> str:
        """`claimed` for whoever may handle the event, `busy` while somebody does, and `done` from then on."""
        done = self._done.get(event_id)
        if done is not None:
            return "done" if done else "busy"
        self._done[event_id] = False
        return "claimed"

    def complete(self, event_id: str) -> None:
        self._done[event_id] = True
        while len(self._done) > MOST_EVENTS:
            self._done.popitem(last=False)

    def release(self, event_id: str) -> None:
        """After a failure: Clerk sends the event again, and then it is handled."""
        self._done.pop(event_id, None)
