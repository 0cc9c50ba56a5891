import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aBindRequest } from '../../builders/bind-request.ts';
import { anApp, openPlatformStack, type PlatformStack } from './platform-stack.ts';

let stack: PlatformStack;
beforeEach(async () => {
  stack = await openPlatformStack();
});
afterEach(() => stack.close());

const app = anApp();
const otherApp = anApp({ name: 'food', appKey: 'made-up-key-of-food' });
const misconfigured = anApp({ appSecret: 'not-the-secret' });

describe('failed authentications', () => {
  it('stop the app after three, before the platform locks the address', async () => {
    const results = [];
    for (let call = 0; call < 6; call += 1)
      results.push(await stack.platformOf(misconfigured).bind(aBindRequest()));

    expect(results.slice(0, 3)).toMatchObject(
      Array(3).fill({ kind: 'refused', httpStatus: 401, code: '1010010', problem: 'platform-rejected' }),
    );
    expect(results.slice(3)).toEqual(
      Array(3).fill({ kind: 'held-back', by: 'lock-out', retryAfterSeconds: 1800 }),
    );
    expect(await stack.requests()).toHaveLength(3);
    expect(await stack.platformOf(otherApp).get('subscription-a')).toMatchObject({ kind: 'ok' });
  });

  it('are forgotten when the secret is right again', async () => {
    for (let call = 0; call < 3; call += 1) await stack.platformOf(misconfigured).bind(aBindRequest());
    await stack.advance(30 * 60);

    const probe = await stack.platformOf(app).bind(aBindRequest());
    const next = await stack.platformOf(app).get('subscription-a');

    expect(probe).toMatchObject({ kind: 'ok' });
    expect(next).toMatchObject({ kind: 'ok' });
  });

  it('are never repeated by the client', async () => {
    await stack.platformOf(misconfigured).unbind('subscription-a');

    expect(await stack.requests()).toHaveLength(1);
  });
});

describe('a lock-out', () => {
  it('stops every app for thirty minutes and one probe ends it', async () => {
    await stack.control.faults.add({ on: 'any', kind: 'locked-out' });

    const told = await stack.platformOf(app).bind(aBindRequest());
    const other = await stack.platformOf(otherApp).get('subscription-a');
    await stack.advance(30 * 60 - 1);
    const early = await stack.platformOf(otherApp).get('subscription-a');
    await stack.advance(1);
    const later = await Promise.all([
      stack.platformOf(app).bind(aBindRequest()),
      stack.platformOf(otherApp).get('subscription-a'),
    ]);
    const afterwards = await stack.platformOf(otherApp).get('subscription-a');

    expect(told).toMatchObject({ kind: 'refused', problem: 'platform-locked-out', retryAfterSeconds: 1800 });
    expect(other).toMatchObject({ kind: 'held-back', by: 'lock-out' });
    expect(early).toEqual({ kind: 'held-back', by: 'lock-out', retryAfterSeconds: 1 });
    expect(later.map(({ kind }) => kind).toSorted()).toEqual(['held-back', 'ok']);
    expect(afterwards).toMatchObject({ kind: 'ok' });
  });
});

describe('throttling', () => {
  it.each(['1010010', '1011006'])('with %s keeps the app quiet for a minute', async (code) => {
    await stack.control.faults.add({ on: 'any', kind: 'result-code', httpStatus: 403, code });

    const told = await stack.platformOf(app).bind(aBindRequest());
    const held = await stack.platformOf(app).bind(aBindRequest());
    const other = await stack.platformOf(otherApp).get('subscription-a');
    await stack.advance(60);
    const later = await stack.platformOf(app).bind(aBindRequest());

    expect(told).toMatchObject({ kind: 'refused', problem: 'platform-throttled', retryAfterSeconds: 60 });
    expect(held).toEqual({ kind: 'held-back', by: 'throttle', retryAfterSeconds: 60 });
    expect(other).toMatchObject({ kind: 'ok' });
    expect(later).toMatchObject({ kind: 'ok' });
  });

  it('is not repeated by the client', async () => {
    await stack.control.faults.add({ on: 'query', kind: 'throttled' });

    await stack.platformOf(app).get('subscription-a');

    expect(await stack.requests()).toHaveLength(1);
  });
});
