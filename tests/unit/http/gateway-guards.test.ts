import { describe, expect, it } from 'vitest';
import { createIamGuard, createJwtGuard } from '../../../shared/http/middlewares/gateway-guards.ts';
import { anApiEvent } from '../../builders/api-event.ts';

/** An event of a caller with a valid API key, to which the gateway added `authorizer`. */
const passedBy = (authorizer: unknown) => {
  const event = anApiEvent({ route: 'GET /things' });
  Object.assign(event.requestContext, { authorizer });
  return event;
};

const USER = 'arn:aws-cn:iam::123456789012:user/orders';

const jwtGuard = createJwtGuard('');

describe('the guard behind a JWT authorizer', () => {
  it('names the caller by the subject of the token', () => {
    const event = passedBy({ jwt: { claims: { sub: 'orders-service', aud: 'calls' }, scopes: null } });

    expect(jwtGuard(event)).toEqual({ apiKeyName: 'orders-service', scopes: [], apps: undefined });
  });

  // A list is written as one text by the gateway of an HTTP API.
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['scope', { scope: 'openid read:masked numbers' }, ['read:masked', 'numbers']],
    ['scp', { scp: 'bindings read' }, ['bindings', 'read']],
    ['scope of the operators', { scope: 'operations' }, ['operations']],
    ['scp as a list', { scp: ['usage', 'recordings'] }, ['recordings', 'usage']],
    ['scp as the text of a list', { scp: '[usage recordings]' }, ['recordings', 'usage']],
    ['scopes of other APIs of the issuer', { scope: 'crm/read https://calls.example/bindings' }, []],
    ['words that only look like scopes', { scope: 'READ spread read:all number x/read:masked/' }, []],
    ['something else', { scope: 7, scp: null }, []],
  ])('reads the scopes from %s', (_case, fields, scopes) => {
    expect(jwtGuard(passedBy({ jwt: { claims: { sub: 'orders', ...fields } } })).scopes).toEqual(scopes);
  });

  it.each<[string, string, readonly string[]]>([
    ['calls/', 'calls/read calls/read:masked crm/bindings numbers callsusage', ['read', 'read:masked']],
    ['https://calls.example/', 'https://calls.example/bindings https://crm.example/read', ['bindings']],
    ['api:', 'api:numbers api.usage', ['numbers']],
  ])('reads the scopes behind %s alone', (prefix, scope, scopes) => {
    const event = passedBy({ jwt: { claims: { sub: 'orders', scope } } });

    expect(createJwtGuard(prefix)(event).scopes).toEqual(scopes);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['a text', 'rides', ['rides']],
    ['a text of several', 'rides,care', ['rides', 'care']],
    ['a list', ['rides', 'care'], ['rides', 'care']],
    ['the text of a list', '[rides care]', ['rides', 'care']],
    ['nothing', '', []],
    ['something else', 7, []],
  ])('reads the apps from the token, which is %s', (_case, apps, read) => {
    expect(jwtGuard(passedBy({ jwt: { claims: { sub: 'orders', apps } } })).apps).toEqual(read);
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

const NOW = new Date('2026-03-01T08:00:00.000Z');

const guardWith = (...entries: readonly object[]) =>
  createIamGuard(
    entries.map((entry) => ({ name: 'orders', scopes: ['read' as const], ...entry })),
    () => NOW,
  );

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
    // The role as IAM shows it.
    [
      'arn:aws-cn:sts::123456789012:assumed-role/orders-service/function-2',
      'arn:aws-cn:iam::123456789012:role/orders-service',
    ],
  ])('names the caller %s as it is listed', (userArn, arn) => {
    const guard = guardWith({ arn: 'arn:aws:iam::1:user/other', name: 'other' }, { arn, apps: ['rides'] });

    expect(guard(passedBy({ iam: { userArn, accountId: '123456789012' } }))).toEqual({
      apiKeyName: 'orders',
      scopes: ['read'],
      apps: ['rides'],
    });
  });

  it.each([
    ['that is not listed', { arn: `${USER}-2` }, 'unlisted'],
    ['whose access has expired', { arn: USER, expiresAt: NOW }, 'expired'],
  ])('refuses an identity %s', (_case, entry, reason) => {
    const guard = guardWith(entry);

    expect(() => guard(passedBy({ iam: { userArn: USER } }))).toThrow(
      expect.objectContaining({ code: 'unauthorized', reason }),
    );
  });

  it.each([
    ['no authorizer', undefined],
    ['no identity', { iam: null }],
    ['no ARN', { iam: { accountId: '123456789012' } }],
    ['an empty ARN', { iam: { userArn: '' } }],
    ['the context of another authorizer', { jwt: { claims: { sub: 'orders-service' } } }],
  ])('refuses %s, API key or not', (_case, authorizer) => {
    expect(() => guardWith({ arn: USER })(passedBy(authorizer))).toThrow(
      expect.objectContaining({ code: 'unauthorized' }),
    );
  });
});
