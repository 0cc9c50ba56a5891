import { expect, it } from 'vitest';
import { createPutEvents } from '../../../shared/events/event-bus.ts';
import type { BusinessEvent } from '../../../shared/events/facts/kinds.ts';

const event = (id: string, bindingId: string, data: object = {}): BusinessEvent => ({
  specversion: '1.0',
  id,
  source: 'privatenumber',
  type: 'binding.changed',
  subject: `bindings/${bindingId}`,
  time: '2026-03-01T08:00:00.000Z',
  datacontenttype: 'application/json',
  app: 'rides',
  reference: null,
  bindingId,
  occurredAt: '2026-03-01T08:00:00.000Z',
  data,
});

/** A bus that answers an entry with what `codeOf` says; an error fails the request. */
const busWith = (codeOf: (id: string, request: number) => string | undefined | Error) => {
  const requests: (readonly string[])[] = [];
  const putEvents = createPutEvents({
    busName: 'bus',
    sleep: async () => undefined,
    onFailure: () => undefined,
    call: async (operation, input) => {
      expect(operation).toBe('PutEvents');
      const { Entries } = input as { Entries: { Detail: string; Time: number }[] };
      const ids = Entries.map(({ Detail }) => (JSON.parse(Detail) as { id: string }).id);
      requests.push(ids);
      const answers = ids.map((id) => codeOf(id, requests.length));
      const failure = answers.find((answer) => answer instanceof Error);
      if (failure !== undefined) throw failure;
      return {
        Entries: answers.map((ErrorCode) => (ErrorCode === undefined ? { EventId: 'e' } : { ErrorCode })),
      };
    },
  });
  return { requests, putEvents };
};

it('ten entries a request, and of a binding one', async () => {
  const { requests, putEvents } = busWith(() => undefined);
  const many = Array.from({ length: 12 }, (_, at) => event(`e${at}`, `b${at}`));

  const outcome = await putEvents([event('first', 'b0'), ...many]);

  expect(requests.map(({ length }) => length)).toEqual([10, 3]);
  expect(requests[0]).not.toContain('e0');
  expect(requests[1]).toContain('e0');
  expect(outcome).toEqual({ put: 13, refused: [], left: [] });
});

it('no request is larger than 256 kB', async () => {
  const { requests, putEvents } = busWith(() => undefined);
  const large = { text: 'x'.repeat(100_000) };

  await putEvents([event('a', 'a', large), event('b', 'b', large), event('c', 'c', large)]);

  expect(requests).toEqual([['a', 'b'], ['c']]);
});

it('an entry that fails is put again alone, and the later ones of its binding wait for it', async () => {
  const { requests, putEvents } = busWith((id, request) =>
    id === 'a1' && request < 3 ? 'ThrottlingException' : undefined,
  );

  const outcome = await putEvents([event('a1', 'a'), event('b1', 'b'), event('a2', 'a')]);

  expect(requests).toEqual([['a1', 'b1'], ['a1'], ['a1'], ['a2']]);
  expect(outcome).toMatchObject({ put: 3, left: [] });
});

it('an entry that is refused for good is told apart, and the later ones go on', async () => {
  const refused = event('a1', 'a');
  const { putEvents } = busWith((id) => (id === 'a1' ? 'NotAuthorizedForSourceException' : undefined));

  expect(await putEvents([refused, event('a2', 'a')])).toEqual({
    put: 1,
    refused: [{ event: refused, code: 'NotAuthorizedForSourceException' }],
    left: [],
  });
});

it('a bus that is away leaves everything after three tries', async () => {
  const { requests, putEvents } = busWith(() => new Error('planned'));
  const events = [event('a', 'a'), event('b', 'b')];

  expect(await putEvents(events)).toEqual({ put: 0, refused: [], left: events });
  expect(requests).toHaveLength(3);
});

it('an entry that the answer says nothing of is not put', async () => {
  const requests: number[] = [];
  const putEvents = createPutEvents({
    busName: 'bus',
    sleep: async () => undefined,
    onFailure: () => undefined,
    call: async () => {
      requests.push(1);
      return { Entries: [{ EventId: 'e' }] };
    },
  });
  const [first, second] = [event('a', 'a'), event('b', 'b')];

  const outcome = await putEvents([first, second]);

  expect([requests.length, outcome]).toEqual([2, { put: 2, refused: [], left: [] }]);
});
