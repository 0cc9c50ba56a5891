import { describe, expect, it } from 'vitest';
import { iamGuard, jwtGuard } from '../../../shared/http/middlewares/gateway-guards.ts';
import { anApiEvent } from '../../builders/api-event.ts';

/** An event of a caller with a valid API key, to which the gateway added `authorizer`. */
const passedBy = (authorizer: unknown) => {
  const event = anApiEvent({ route: 'GET /things' });
  Object.assign(event.requestContext, { authorizer });
  return event;
};

const USER = 'arn:aws-cn:iam::123456789012:user/orders';

describe('the guard behind a JWT authorizer', () => {
  it('names the caller by the subject of the token', () => {
    const event = passedBy({ jwt: { claims: { sub: 'orders-service', aud: 'calls' }, scopes: null } });

    expect(jwtGuard(event)).toEqual({ apiKeyName: 'orders-service' });
  });

  it.each([
    ['no authorizer', undefined],
    ['an empty context', {}],
    ['the empty context of serverless-offline', { jwt: {} }],
    ['nothing of the token', { jwt: { claims: null, scopes: [] } }],
    ['no subject', { jwt: { claims: { aud: 'calls' } } }],
    ['an empty subject', { jwt: { claims: { sub: '' } } }],
    ['a subject that is not a text', { jwt: { claims: { sub: 7 } } }],
    ['a name of all objects', { jwt: { claims: Object.create({ sub: 'inherited' }) } }],
    ['the context of another authorizer', { iam: { userArn: USER } }],
    ['the context of a Lambda authorizer', { lambda: { apiKeyName: 'shop' } }],
    ['a text', 'jwt'],
  ])('refuses %s, API key or not', (_case, authorizer) => {
    expect(() => jwtGuard(passedBy(authorizer))).toThrow(expect.objectContaining({ code: 'unauthorized' }));
  });

  it('refuses an event without any context', () => {
    const event = { ...anApiEvent({ route: 'GET /things' }), requestContext: undefined };

    expect(() => jwtGuard(event as never)).toThrow(expect.objectContaining({ code: 'unauthorized' }));
  });
});

describe('the guard behind AWS signatures', () => {
  it.each([
    [USER, USER],
    ['arn:aws:iam::123456789012:user/teams/orders', 'arn:aws:iam::123456789012:user/teams/orders'],
    // Each process of a caller has a session of its own, and an idempotency key counts for the caller.
    [
      'arn:aws:sts::123456789012:assumed-role/orders-service/i-0123456789',
      'arn:aws:sts::123456789012:assumed-role/orders-service',
    ],
    [
      'arn:aws-cn:sts::123456789012:assumed-role/orders-service/function-2',
      'arn:aws-cn:sts::123456789012:assumed-role/orders-service',
    ],
  ])('names the caller %s', (userArn, apiKeyName) => {
    expect(iamGuard(passedBy({ iam: { userArn, accountId: '123456789012' } }))).toEqual({ apiKeyName });
  });

  it.each([
    ['no authorizer', undefined],
    ['no identity', { iam: null }],
    ['no ARN', { iam: { accountId: '123456789012' } }],
    ['an empty ARN', { iam: { userArn: '' } }],
    ['the context of another authorizer', { jwt: { claims: { sub: 'orders-service' } } }],
  ])('refuses %s, API key or not', (_case, authorizer) => {
    expect(() => iamGuard(passedBy(authorizer))).toThrow(expect.objectContaining({ code: 'unauthorized' }));
  });
});
