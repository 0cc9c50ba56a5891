import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/unbind/handler.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { aContext, anApiEvent, testChain } from '../../builders/api-event.ts';
import { A, B, X } from '../../builders/bind-request.ts';

const ID = 'bindingidbindingid';
const NOW = new Date('2026-03-01T08:00:00.000Z');

const binding = {
  bindingId: ID,
  app: 'rides',
  mode: 'AXB',
  status: 'released',
  a: A,
  b: B,
  x: X,
  terms: { callDirection: 'both', record: false },
  createdAt: NOW.toISOString(),
  version: 1,
};

const send = async (release: (id: string) => Promise<unknown>, bindingId = ID) => {
  const lines: string[] = [];
  const logger = createLogger({ clock: () => NOW, write: (line) => lines.push(line) });
  const handler = testChain(
    logger,
    createHandler({ check: async () => {}, release, clock: () => NOW, logger } as never),
  );
  const event = anApiEvent({ route: 'DELETE /bindings/{bindingId}', path: { bindingId } });
  const answer = await handler(event, aContext());
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? ''), headers: answer.headers, lines };
};

describe('DELETE /bindings/{bindingId}', () => {
  it.each([
    ['ended', 200, 'binding-ended'],
    ['accepted', 202, 'binding-releasing'],
  ])('is answered for a binding that is %s with %i, and logs no number', async (kind, status, event) => {
    const answer = await send(async () => ({ kind, binding }));

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ bindingId: ID, status: 'released', a: '+8613800000001' });
    expect(JSON.parse(answer.lines[0] ?? '')).toMatchObject({ event, bindingId: ID, app: 'rides' });
    expect(answer.lines.join()).not.toContain('13800000001');
  });

  it.each(['', 'short', 'B#bindingidbindingid', '13800000001', 'UPPERCASEUPPERCASE', 'a'.repeat(65)])(
    'asks nobody about %j, which cannot be an id',
    async (bindingId) => {
      const asked: string[] = [];

      const answer = await send(async (id) => asked.push(id), bindingId);

      expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
      expect(asked).toEqual([]);
    },
  );

  it('is answered with what stopped it, and when to come again', async () => {
    const answer = await send(async () => {
      throw new AppError('platform-throttled', 'the platform asked for fewer calls', {
        retryAfterSeconds: 75,
      });
    });

    expect([answer.status, answer.body.code, answer.headers?.['retry-after']]).toEqual([
      503,
      'platform-throttled',
      '75',
    ]);
  });
});
