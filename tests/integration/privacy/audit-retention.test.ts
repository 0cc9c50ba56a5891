import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stack } from '../../harness/stack.ts';
import { PERSON, startPeople, tellStory } from './people-in-all-modes.ts';

/** In seconds since 1970. */
const MARCH_31 = Date.parse('2026-03-31T08:00:00.000Z') / 1000;

describe('the audit, where auditRetentionDays is 30', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startPeople({ environment: { AUDIT_RETENTION_DAYS: '30' } });
    await tellStory(stack);
  });
  afterAll(() => stack.close());

  it('ends so many days after each kind of entry', async () => {
    const { body } = await stack.request('GET', `/calls?party=${encodeURIComponent(PERSON)}`);
    const { items } = body as { items: { callId: string }[] };
    for (const { callId } of items) await stack.request('GET', `/calls/${callId}/recording`);
    const order = { party: PERSON, operator: 'dora' };
    await stack.invoke('manage-privacy', { action: 'export', ...order });
    await stack.invoke('manage-recordings', { action: 'erase', ...order });

    const audit = (await stack.items('CALLS_TABLE')).filter(
      ({ pk, sk }) => String(sk).startsWith('AUDIT#') || String(pk).startsWith('E#'),
    );

    const entries = audit.map(
      ({ action, apiKeyName, operator, ttl }) => `${action} by ${apiKeyName ?? operator}: ${ttl}`,
    );
    expect([...new Set(entries)].sort()).toEqual([
      `person-exported by dora: ${MARCH_31}`,
      `recording-erased by dora: ${MARCH_31}`,
      `recording-linked by operator dora: ${MARCH_31}`,
      `recording-linked by tests: ${MARCH_31}`,
    ]);
  });
});
