import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { runPrivacyOrder } from '../../../tools/commands/privacy/run.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import { A, type AccessStack, APP_OF, startAccessStack } from '../access/access-stack.ts';

const MODES: readonly Mode[] = ['AX', 'AXB', 'AXE', 'AXYB', 'X'];

/** The first change that a mode allows. */
const CHANGE_OF: Readonly<Record<Mode, object>> = {
  AX: { maxCallMinutes: 7 },
  AXB: { maxCallMinutes: 7 },
  AXE: { callbackTtlSeconds: 3600 },
  AXYB: { b: person(55_555_551) },
  X: { maxCallMinutes: 7 },
};

let access: AccessStack;
beforeAll(async () => {
  access = await startAccessStack([
    ['maker', ['bindings', 'read']],
    ['office', ['bindings', 'read']],
    ['looker', ['read:masked']],
  ]);
}, 60_000);
afterAll(() => access?.stack.close());

type Shown = Readonly<Record<string, unknown>>;

const read = async (bindingId: string): Promise<Shown> =>
  (await access.ask('GET', `/bindings/${bindingId}`)).body as Shown;

/** The part of a binding that says who and why. */
const whoAndWhy = ({ createdBy, changedBy, changedAt, endedBy, endReason, endedAt }: Shown) =>
  Object.fromEntries(
    Object.entries({ createdBy, changedBy, changedAt, endedBy, endReason, endedAt }).filter(
      ([, value]) => value !== undefined,
    ),
  );

let references = 0;

describe.each(MODES)('a binding in mode %s says', (mode) => {
  const bind = async (more: object = {}): Promise<string> => {
    references += 1;
    const asked = {
      mode,
      app: APP_OF[mode],
      a: person(60_000_000 + references),
      ...(mode === 'AX' || mode === 'AXE' ? {} : { b: person(61_000_000 + references) }),
      ...(mode === 'X' ? { x: xNumber(31_419_001) } : {}),
      reference: `who-${references}`,
      ...more,
    };
    const { status, body, text } = await access.as('maker')('POST', '/bindings', asked);
    expect([status, text]).toEqual([201, expect.anything()]);
    return (body as { bindingId: string }).bindingId;
  };

  it('who made it, to a caller without `read` as well', async () => {
    const bindingId = await bind();
    const shown = await access.as('looker')('GET', `/bindings/${bindingId}`);

    expect(shown.body).toMatchObject({ createdBy: 'maker' });
    expect(whoAndWhy(await read(bindingId))).toEqual({ createdBy: 'maker' });
  });

  it('who changed it last and when, and who ended it', async () => {
    const bindingId = await bind();
    const changedAt = access.stack.clock().toISOString();
    const changed = await access.as('office')('PATCH', `/bindings/${bindingId}`, CHANGE_OF[mode]);
    await access.stack.advance(60);
    const endedAt = access.stack.clock().toISOString();
    await access.as('looker')('DELETE', `/bindings/${bindingId}`);
    const ended = await access.as('office')('DELETE', `/bindings/${bindingId}`);
    await access.as('maker')('DELETE', `/bindings/${bindingId}`);

    expect(whoAndWhy(changed.body as Shown)).toEqual({ createdBy: 'maker', changedBy: 'office', changedAt });
    const facts = {
      createdBy: 'maker',
      changedBy: 'office',
      changedAt,
      endedBy: 'office',
      endReason: 'released',
      endedAt,
    };
    expect(whoAndWhy(ended.body as Shown)).toEqual(facts);
    expect(whoAndWhy(await read(bindingId))).toEqual(facts);
  });

  it('who ended it by its reference', async () => {
    const bindingId = await bind();
    await access.as('office')('DELETE', `/bindings?reference=who-${references}`);

    expect(whoAndWhy(await read(bindingId))).toMatchObject({ endedBy: 'office', endReason: 'released' });
  });

  it('that it expired, which nobody did', async () => {
    const bindingId = await bind({ ttlSeconds: 60 });
    const madeAt = access.stack.clock().getTime();
    await access.stack.advance(60);
    const early = whoAndWhy(await read(bindingId));
    await access.stack.advance(30);
    await access.stack.invoke('binding-sweeper');
    const late = whoAndWhy(await read(bindingId));

    const after = (seconds: number) => new Date(madeAt + seconds * 1000).toISOString();
    // The platform has no timer in AX, where calls go through until the sweeper has come.
    const end = { createdBy: 'maker', endReason: 'expired', endedAt: after(mode === 'AX' ? 90 : 60) };
    expect([early, late]).toEqual([mode === 'AX' ? { createdBy: 'maker' } : end, end]);
  });

  it('that its person was erased', async () => {
    const bindingId = await bind({ a: A });
    await runPrivacyOrder(
      { action: 'erase', operator: 'dora', dryRun: false, endLive: true },
      A,
      (functionFolder, event) => access.stack.invoke(functionFolder, event),
      () => undefined,
    );

    const shown = await read(bindingId);
    expect(shown).toMatchObject({ status: 'released', createdBy: 'maker', endReason: 'erased' });
    expect(shown).not.toHaveProperty('endedBy');
  });
});
