import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AccessStack, APP_OF, OTHER_APP, startAccessStack } from './access-stack.ts';

let access: AccessStack;
beforeAll(async () => {
  access = await startAccessStack([
    ['support', ['read:masked'], [APP_OF.AXB]],
    ['binder', ['bindings']],
    ['operator', ['operations', 'numbers'], [OTHER_APP, APP_OF.X, 'gone']],
  ]);
}, 60_000);
afterAll(() => access?.stack.close());
beforeEach(() => void access.audits());

const DEFAULTS = {
  ttlSeconds: 7200,
  allowPermanent: false,
  record: false,
  recordTone: 'tone.wav',
  areaMatch: 'loose',
};
const app = (name: string, mode: string) => ({ name, mode, allocation: 'pool', defaults: DEFAULTS });

describe('GET /access', () => {
  it('tells a caller its name, its scopes and its apps, and nothing of the others', async () => {
    const answer = await access.as('support')('GET', '/access');

    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(answer.body).toEqual({
      name: 'support',
      scopes: ['read:masked'],
      allApps: false,
      apps: [app('app-axb', 'AXB')],
      stage: 'local',
      at: access.stack.clock().toISOString(),
    });
  });

  it('tells a caller that is limited to no app every app, and one of many those that there are', async () => {
    const binder = (await access.as('binder')('GET', '/access')).body;
    const operator = (await access.as('operator')('GET', '/access')).body;

    expect(binder).toMatchObject({
      scopes: ['bindings'],
      allApps: true,
      apps: [
        app('app-ax', 'AX'),
        app('app-axb', 'AXB'),
        app('app-axe', 'AXE'),
        app('app-axyb', 'AXYB'),
        app('app-x', 'X'),
        app('app-other', 'AXB'),
      ],
    });
    expect(operator).toMatchObject({
      scopes: ['operations', 'numbers'],
      allApps: false,
      apps: [app('app-x', 'X'), app('app-other', 'AXB')],
    });
  });

  it('holds no secret and no number', async () => {
    const { text } = await access.as('binder')('GET', '/access');

    expect(text).not.toMatch(/Secret|secret|AppKey|\+86|\d{7}/);
  });

  it('is a read in the audit, refuses parameters, and tells a stranger nothing', async () => {
    const [known, odd, stranger] = [
      await access.as('support')('GET', '/access'),
      await access.as('support')('GET', '/access?app=app-ax'),
      await access.as('unknown')('GET', '/access'),
    ];

    expect([known.status, odd.status, stranger.status]).toEqual([200, 400, 401]);
    expect(access.audits()).toMatchObject([
      { event: 'data-read', apiKeyName: 'support', route: 'GET /access', status: 200, found: { count: 1 } },
      { event: 'data-read', route: 'GET /access', status: 400, code: 'invalid-request' },
    ]);
  });
});
