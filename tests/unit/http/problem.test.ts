import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { httpChain } from '../../../shared/http/middlewares/chains.ts';
import { type HttpResult, json, statusOf, toProblem } from '../../../shared/http/problem.ts';
import { headerOf } from '../../../shared/http/request.ts';
import { AppError, type ErrorCode } from '../../../shared/kernel/errors.ts';
import { withLogContext } from '../../../shared/observability/log-context.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { aContext, anApiEvent } from '../../builders/api-event.ts';

describe('toProblem', () => {
  it.each([
    ['invalid-request', 400],
    ['not-changeable', 400],
    ['unauthorized', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['number-taken', 409],
    ['number-of-another-app', 409],
    ['would-retire', 409],
    ['already-bound', 409],
    ['binding-ended', 409],
    ['recording-pending', 409],
    ['recording-lost', 410],
    ['version-conflict', 412],
    ['payload-too-large', 413],
    ['idempotency-key-reused', 422],
    ['internal-error', 500],
    ['platform-rejected', 502],
  ] satisfies [ErrorCode, number][])('answers %s with %i', (code, status) => {
    const problem = toProblem(new AppError(code, 'what happened'));

    expect(statusOf(code)).toBe(status);
    expect(problem.statusCode).toBe(status);
    expect(problem.headers).toEqual({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    });
    const { help: _help, ...body } = JSON.parse(problem.body ?? '');
    expect(body).toEqual({
      type: `/problems/${code}`,
      title: expect.stringMatching(/^[A-Z].+[^.]$/),
      status,
      detail: 'what happened',
      code,
    });
  });

  it.each([
    ['platform-locked-out', 'platform-locked-out'],
    ['platform-throttled', 'platform-throttled'],
    ['account-suspended', 'arrears'],
    ['pool-exhausted', 'pool-nearly-empty'],
    ['platform-rejected', 'bind-failures'],
    ['platform-unavailable', 'service-degraded'],
    ['store-unavailable', 'api-5xx'],
    ['item-unreadable', 'items-unreadable'],
    ['internal-error', 'api-5xx'],
  ] satisfies [ErrorCode, string][])('leads from %s to the page of the alarm %s', (code, alarm) => {
    const { help } = JSON.parse(toProblem(new AppError(code, 'what happened')).body ?? '');

    expect(help).toBe(`docs/runbook/alarms/${alarm}.md`);
    expect(existsSync(help)).toBe(true);
  });

  it('has the id of the request in a header, as every answer has', () => {
    const made = withLogContext({ requestId: 'JKJaXmPLvHcESHA=' }, () => [
      toProblem(new AppError('not-found', 'what happened')),
      json(200, {}),
    ]);

    expect(made.map(({ headers }) => headers?.['x-request-id'])).toEqual([
      'JKJaXmPLvHcESHA=',
      'JKJaXmPLvHcESHA=',
    ]);
  });

  const WAITING: readonly [ErrorCode, status: number, seconds: number, least: number][] = [
    ['binding-in-progress', 409, 1, 1],
    ['pool-exhausted', 503, 60, 1],
    ['platform-throttled', 503, 60, 60],
    ['platform-locked-out', 503, 1800, 1],
    ['account-suspended', 503, 600, 1],
    ['platform-unavailable', 503, 5, 1],
    ['store-unavailable', 503, 2, 1],
  ];

  it.each(WAITING)('answers %s with %i and when to repeat: after %i s', (code, status, seconds, least) => {
    const waitOf = (said?: number) => {
      const details = said === undefined ? {} : { retryAfterSeconds: said };
      const { statusCode, headers, body = '' } = toProblem(new AppError(code, 'what happened', details));
      const { retryAfterSeconds } = JSON.parse(body);
      expect(statusCode).toBe(status);
      expect(headers?.['retry-after']).toBe(String(retryAfterSeconds));
      return retryAfterSeconds;
    };

    expect(statusOf(code)).toBe(status);
    expect(waitOf()).toBe(seconds);
    expect(waitOf(7200.2)).toBe(7201);
    expect(waitOf(0)).toBe(least);
  });

  it('has every member that an error carries', () => {
    const error = new AppError('invalid-request', 'the request is not valid: a', {
      errors: [{ path: 'a', message: 'is required' }],
      platform: { httpStatus: 400, code: '1010001', text: 'wrong' },
      retryAfterSeconds: 5,
      cause: new Error('hidden'),
    });

    const problem = toProblem(error);

    expect(problem.headers?.['retry-after']).toBe('5');
    expect(problem.body).toBe(
      '{"type":"/problems/invalid-request","title":"The request is not valid","status":400,' +
        '"detail":"the request is not valid: a","code":"invalid-request","errors":[{"path":"a","message":"is required"}],' +
        '"platform":{"httpStatus":400,"code":"1010001","text":"wrong"},"retryAfterSeconds":5}',
    );
  });

  it.each([new Error('inside'), 'inside', undefined, { code: 'not-found', message: 'inside' }])(
    'shows nothing of %j',
    (thrown) => {
      const problem = toProblem(thrown);

      expect(problem.statusCode).toBe(500);
      expect(problem.body).not.toContain('inside');
    },
  );
});

describe('json', () => {
  it('is never cached, because answers hold numbers', () => {
    const answer = json(201, { a: 1 }, { location: '/a' });

    expect(answer).toEqual({
      statusCode: 201,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store', location: '/a' },
      body: '{"a":1}',
    });
  });
});

describe('httpChain', () => {
  it('does not take a missing answer for a success', async () => {
    const logger = createLogger({ clock: () => new Date(0), write: () => {} });
    const silent = httpChain(logger, async () => undefined as unknown as HttpResult, {
      tellsRefusal: () => true,
    });

    const answer = await silent(anApiEvent({ route: 'GET /things' }), aContext());

    expect(answer.statusCode).toBe(500);
  });
});

describe('headerOf', () => {
  const event = anApiEvent({ route: 'GET /things', headers: { 'X-AKSK': 'one', accept: 'two' } });

  it.each([
    ['x-aksk', 'one'],
    ['X-Aksk', 'one'],
    ['ACCEPT', 'two'],
    ['x-wsse', undefined],
  ])('finds %s in any case', (name, value) => {
    const found = headerOf(event, name);

    expect(found).toBe(value);
  });
});
