import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { person, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

type Line = Readonly<Record<string, unknown>>;

describe('one id', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T08:00:00.000Z') });
  });
  afterEach(() => stack.close());

  const lines = (event: string): readonly Line[] =>
    stack.logs.map((line) => JSON.parse(line) as Line).filter((line) => line['event'] === event);
  const bind = (more: object = {}) =>
    stack.request('POST', '/bindings', { body: { mode: 'AXB', a: person(1), b: person(2), ...more } });
  const pushed = (body: string, appKey = RIDES) =>
    stack.request('POST', '/webhooks/cdr', {
      body,
      headers: { authorization: '', ...signedHeaders({ ...appKey, created: '2026-03-01T08:00:00Z' }) },
    });

  it('leads from the answer to a request to the calls that it made to the platform', async () => {
    const answer = await bind();

    const requestId = answer.headers.get('x-request-id');
    expect(requestId).toMatch(/^.{10,}$/);
    expect(lines('platform-call')).toMatchObject([{ operation: 'axb.bind', outcome: 'ok', requestId }]);
    expect(lines('binding-created')).toMatchObject([{ requestId }]);
  });

  it('leads from a problem to the refusal of the platform, which a caller can quote', async () => {
    await stack.control.faults.add({
      on: 'any',
      kind: 'result-code',
      httpStatus: 403,
      code: '1010029',
      times: 1,
    });

    const answer = await bind();

    const requestId = answer.headers.get('x-request-id');
    const { help } = answer.body as { help: string };
    expect(help).toBe('docs/runbook/alarms/arrears.md');
    expect(lines('platform-call')).toMatchObject([{ code: 1010029, requestId }]);
    expect(lines('request-failed')).toMatchObject([{ requestId }]);
  });

  it('leads from a push to its call, its binding and its item of the journal', async () => {
    const { bindingId, subscriptionId } = (await bind()).body as {
      bindingId: string;
      subscriptionId: string;
    };
    await pushed(aCdrPush([aSentCdr({ subscriptionId, bindNum: xNumber(1) })]));

    const [line] = lines('push-kept');
    const [callId] = (line?.['callIds'] ?? []) as readonly string[];
    expect(line).toMatchObject({ requestId: expect.any(String), journalId: expect.any(String) });
    expect((await stack.request('GET', `/calls/${callId}`)).body).toMatchObject({ callId, bindingId });
    const journaled = (await stack.items('PUSHES_TABLE')).map(({ pk }) => pk);
    expect(journaled).toContain(`N#${line?.['journalId']}`);
  });

  it('leads from an item in quarantine to the push that it came in', async () => {
    await pushed(aCdrPush([{ callDirection: 0 }]));

    const [quarantined] = lines('push-item-quarantined');
    expect(quarantined).toMatchObject({ journalId: expect.any(String) });
    expect(lines('push-kept')).toMatchObject([{ journalId: quarantined?.['journalId'] }]);
  });
});
