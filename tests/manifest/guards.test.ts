import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { API_ROUTES } from '../../shared/http/access/api-routes.ts';
import type { Template } from '../../tools/local-stack/template.ts';
import { SAMPLE_APP, SIGNED_AT, signedHeaders } from '../builders/pushes.ts';
import { documentsAround, type StoreCall } from '../fakes/documents-around.ts';
import {
  ACCESS_URI,
  API_KEY,
  accessDocument,
  callerWith,
  configurationDocument,
  documentReader,
} from '../harness/fixtures.ts';
import { contextFor } from '../harness/gateway.ts';
import { routesOf } from '../harness/routes.ts';
import { createTestRuntime } from '../harness/test-runtime.ts';
import { functionsOf, packagedTemplate, resourcesOf } from './expect-template.ts';
import { packagedWith, refusalOf } from './packaged-with.ts';

/**
 * The guard of every route. `api`: the guard of the deployment, an API key unless it says otherwise. `push`: the platform's
 * signature. `public`: nobody is asked, for the reason that stands here.
 */
const GUARDS: Readonly<Record<string, 'api' | 'push' | Readonly<{ public: string }>>> = {
  'GET /access': 'api',
  'DELETE /bindings': 'api',
  'POST /bindings/end': 'api',
  'DELETE /bindings/{bindingId}': 'api',
  'GET /bindings': 'api',
  'POST /bindings/search': 'api',
  'GET /bindings/{bindingId}': 'api',
  'GET /calls': 'api',
  'POST /calls/search': 'api',
  'GET /calls/{callId}': 'api',
  'GET /calls/{callId}/recording': 'api',
  'GET /messages': 'api',
  'POST /messages/search': 'api',
  'GET /numbers': 'api',
  'GET /operations/pushes': 'api',
  'POST /operations/pushes/replay': 'api',
  'GET /operations/quarantine': 'api',
  'GET /operations/quarantine/{itemId}': 'api',
  'POST /operations/quarantine/replay': 'api',
  'POST /operations/quarantine/discard': 'api',
  'GET /operations/recordings': 'api',
  'GET /operations/status': 'api',
  'POST /operations/recordings/retry': 'api',
  'GET /usage': 'api',
  'PATCH /bindings/{bindingId}': 'api',
  'PATCH /numbers': 'api',
  'PATCH /numbers/{x}': 'api',
  'GET /pool': 'api',
  'POST /bindings': 'api',
  'POST /calls/{callId}/stop': 'api',
  'POST /parties/change': 'api',
  'DELETE /reports': 'api',
  'POST /reports/delete': 'api',
  'POST /reports/search': 'api',
  'GET /reports': 'api',
  'POST /reports': 'api',
  'POST /blocks': 'api',
  'DELETE /blocks/{blockId}': 'api',
  'GET /blocks': 'api',
  'POST /blocks/search': 'api',
  'PUT /bindings/{bindingId}/temporary-callee': 'api',
  'PUT /numbers': 'api',
  'POST /webhooks/call-events': 'push',
  'POST /webhooks/cdr': 'push',
  'POST /webhooks/number-status': 'push',
  'POST /webhooks/sms': 'push',
  'POST /webhooks/{secret}/call-events': 'push',
  'POST /webhooks/{secret}/cdr': 'push',
  'POST /webhooks/{secret}/number-status': 'push',
  'POST /webhooks/{secret}/sms': 'push',
  // A webhook with slashes at its end is served; everything else is 404.
  'ANY /webhooks/{proxy+}': 'push',
  'GET /console': { public: 'anybody may have the page, which can do nothing without a key' },
  'GET /console/{asset}': { public: 'as the page' },
  'GET /health': {
    public: 'an uptime check has no key; the answer tells that the API answers and nothing else',
  },
  'GET /problems': {
    public: 'texts of the code about errors, the same for everybody; the `type` of an error leads there',
  },
  'GET /problems/{code}': { public: 'the same, a page for each code' },
  $default: { public: 'says 404, to whoever asks and whatever for' },
};

/** The scopes of each route of our API: one of them is enough, and none is needed where none stands. */
const SCOPES_OF: Readonly<Record<string, readonly string[]>> = {
  'GET /access': [],
  'DELETE /bindings': ['bindings'],
  'POST /bindings/end': ['bindings'],
  'DELETE /bindings/{bindingId}': ['bindings'],
  'GET /bindings': ['read', 'read:masked'],
  'POST /bindings/search': ['read', 'read:masked'],
  'GET /bindings/{bindingId}': ['read', 'read:masked'],
  'GET /calls': ['read', 'read:masked'],
  'POST /calls/search': ['read', 'read:masked'],
  'GET /calls/{callId}': ['read', 'read:masked'],
  'GET /calls/{callId}/recording': ['recordings'],
  'GET /messages': ['read', 'read:masked'],
  'POST /messages/search': ['read', 'read:masked'],
  'GET /numbers': ['numbers'],
  'GET /operations/pushes': ['operations'],
  'POST /operations/pushes/replay': ['operations'],
  'GET /operations/quarantine': ['operations'],
  'GET /operations/quarantine/{itemId}': ['operations'],
  'POST /operations/quarantine/replay': ['operations'],
  'POST /operations/quarantine/discard': ['operations'],
  'GET /operations/recordings': ['operations'],
  'GET /operations/status': ['operations'],
  'POST /operations/recordings/retry': ['operations'],
  'GET /usage': ['usage'],
  'PATCH /bindings/{bindingId}': ['bindings'],
  'PATCH /numbers': ['numbers'],
  'PATCH /numbers/{x}': ['numbers'],
  'GET /pool': ['numbers'],
  'POST /bindings': ['bindings'],
  'POST /calls/{callId}/stop': ['bindings'],
  'POST /parties/change': ['bindings'],
  'DELETE /reports': ['numbers'],
  'POST /reports/delete': ['numbers'],
  'POST /reports/search': ['numbers'],
  'GET /reports': ['numbers'],
  'POST /reports': ['numbers'],
  'POST /blocks': ['bindings'],
  'DELETE /blocks/{blockId}': ['bindings'],
  'GET /blocks': ['read', 'read:masked'],
  'POST /blocks/search': ['read', 'read:masked'],
  'PUT /bindings/{bindingId}/temporary-callee': ['bindings'],
  'PUT /numbers': ['numbers'],
};

/** The routes that change nothing, by what they are and not by their method. */
const READS: readonly string[] = [
  ...['GET /bindings', 'GET /bindings/{bindingId}', 'POST /bindings/search'],
  ...['GET /calls', 'GET /calls/{callId}', 'GET /calls/{callId}/recording', 'POST /calls/search'],
  ...['GET /messages', 'POST /messages/search', 'GET /numbers', 'GET /pool', 'GET /usage'],
  ...['GET /blocks', 'POST /blocks/search', 'GET /reports', 'POST /reports/search', 'GET /access'],
  ...['GET /operations/status', 'GET /operations/recordings'],
  ...['GET /operations/pushes', 'GET /operations/quarantine', 'GET /operations/quarantine/{itemId}'],
];

const ALL_SCOPES = ['bindings', 'read', 'read:masked', 'recordings', 'numbers', 'usage', 'operations'];

const routesWith = (guard: 'api' | 'push'): readonly string[] =>
  Object.keys(GUARDS).filter((routeKey) => GUARDS[routeKey] === guard);

let template: Template;
beforeAll(async () => {
  template = await packagedTemplate();
});

const ENVIRONMENT = {
  CONFIG_URI: 'secretsmanager:name',
  ACCESS_URI,
  ...Object.fromEntries(
    ['BINDINGS', 'CALLS', 'MESSAGES', 'NUMBERS', 'PUSHES', 'USAGE'].map((table) => [`${table}_TABLE`, table]),
  ),
  RECORDINGS_BUCKET: 'recordings',
  AWS_REGION: 'cn-north-1',
};

/** A secret in the addresses of the webhooks, made up. */
const SEGMENT = 'made0up1segment2made0up1segment2made0up1';

/** A body that every route of ours would refuse in its own way, and that costs something to read. */
const WRONG_BODY = Buffer.alloc(70 * 1024, 0xff).toString('base64');

type Sent = Readonly<{
  headers?: Record<string, string | undefined>;
  authorizer?: unknown;
  environment?: Record<string, string>;
}>;

/** Sends a request that is wrong in all of its parts to the function of a route, as composed for Lambda. */
const send = async (routeKey: string, { headers = {}, authorizer, environment = {} }: Sent) => {
  const route = routesOf(template).find((candidate) => candidate.routeKey === routeKey);
  const storeCalls: StoreCall[] = [];
  const lines: string[] = [];
  const { compose } = await import(`../../functions/${route?.functionFolder}/index.ts`);
  const handler = compose(
    createTestRuntime({
      environment: { ...ENVIRONMENT, ...environment },
      clock: () => new Date(SIGNED_AT),
      readConfiguration: documentReader(
        { ...configurationDocument([SAMPLE_APP], '127.0.0.1'), webhookSecrets: ['', SEGMENT] },
        accessDocument([
          ...ALL_SCOPES.map((scope) => callerWith('narrow', `key-for-${scope}`, { scopes: [scope] })),
          {
            name: 'orders',
            arn: ORDERS,
            scopes: ['bindings', 'read', 'recordings', 'numbers', 'usage', 'operations'],
          },
        ]),
      ),
      documents: () =>
        documentsAround(async (call) => {
          storeCalls.push(call);
          throw new Error('this test has no store');
        }),
      writeLog: (line) => lines.push(line),
    }),
  );
  const {
    statusCode,
    headers: answered,
    body,
  } = await handler(
    {
      version: '2.0',
      routeKey,
      rawPath: route?.path.replace('{proxy+}', 'cdr/').replace('{secret}', SEGMENT),
      headers,
      pathParameters: { bindingId: '..', callId: '..', x: '..', proxy: 'cdr/' },
      queryStringParameters: { unknown: 'parameter' },
      body: WRONG_BODY,
      isBase64Encoded: true,
      requestContext: {
        requestId: 'request-a',
        http: { method: route?.method === 'ANY' ? 'POST' : route?.method },
        ...(authorizer === undefined ? {} : { authorizer }),
      },
    },
    contextFor(route?.functionFolder ?? ''),
  );
  return { status: statusCode, headers: answered, body, storeCalls, lines };
};

/** Listed in the access document. */
const ORDERS = 'arn:aws:iam::123456789012:user/orders';

const UNAUTHORIZED = {
  status: 401,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  storeCalls: [],
};

const FORGED = {
  lambda: { apiKeyName: 'tests' },
  jwt: { claims: { sub: 'tests' } },
  iam: { userArn: 'arn:aws:iam::123456789012:user/tests' },
};

describe('the guard of each route', () => {
  it('is named for every route of the packaged service, and for no other', () => {
    const routeKeys = routesOf(template).map(({ routeKey }) => routeKey);

    expect(routeKeys.sort()).toEqual(Object.keys(GUARDS).sort());
  });

  it('is the one of the API for exactly the routes whose functions are told of it', () => {
    const keyed = routesOf(template).filter((route) => route.keyed);

    expect(keyed.map(({ routeKey }) => routeKey).sort()).toEqual([...routesWith('api')].sort());
  });

  it('asks for the scopes of a table that has every route of the API', () => {
    expect(Object.keys(SCOPES_OF).sort()).toEqual([...routesWith('api')].sort());
    expect(
      Object.fromEntries(Object.entries(API_ROUTES).map(([route, { scopes }]) => [route, scopes])),
    ).toEqual(SCOPES_OF);
  });

  it('is never asked by a page of another origin: there is no CORS', () => {
    const apis = [...resourcesOf(template, 'AWS::ApiGatewayV2::Api').values()];

    expect(apis.map((api) => [api['ProtocolType'], api['CorsConfiguration']])).toEqual([['HTTP', undefined]]);
  });

  it('is not in the gateway, which lets every request through to its function', () => {
    const routes = [...resourcesOf(template, 'AWS::ApiGatewayV2::Route').values()];

    expect(routes.filter(({ AuthorizationType = 'NONE' }) => AuthorizationType !== 'NONE')).toEqual([]);
    expect([...resourcesOf(template, 'AWS::ApiGatewayV2::Authorizer').keys()]).toEqual([]);
  });
});

describe.each(routesWith('api'))('%s refuses', (routeKey) => {
  it.each<[string, Sent]>([
    ['a request without a key', {}],
    ['a wrong key', { headers: { authorization: 'Bearer wrong-api-key-0001' } }],
    ['a key in another scheme', { headers: { authorization: `Basic ${API_KEY}` } }],
    ['a key in another header', { headers: { 'x-api-key': API_KEY } }],
    ['a signed push', { headers: signedHeaders() }],
    ['a context of the gateway without a key', { authorizer: FORGED }],
    ['an empty setting of the guard', { environment: { API_GUARD: '' }, authorizer: FORGED }],
  ])('%s, before it reads body, path or store', async (_case, sent) => {
    const answer = await send(routeKey, sent);

    expect(answer).toMatchObject(UNAUTHORIZED);
    expect(JSON.parse(answer.body)).toEqual({
      type: '/problems/unauthorized',
      title: 'Authentication required',
      status: 401,
      detail: 'send a valid API key: Authorization: Bearer <api key>',
      code: 'unauthorized',
    });
    expect(answer.lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        level: 'warn',
        event: 'keys-refused',
        reason: /^Bearer/.test(sent.headers?.['authorization'] ?? '') ? 'wrong' : 'missing',
        requestId: 'request-a',
      },
      { keysRefused: 1 },
    ]);
  });

  it.each(ALL_SCOPES)(
    'with the scope %s alone what needs another, before it reads body or store',
    async (scope) => {
      const answer = await send(routeKey, { headers: { authorization: `Bearer key-for-${scope}` } });

      if (SCOPES_OF[routeKey]?.length === 0 || SCOPES_OF[routeKey]?.includes(scope)) {
        expect([400, 404, 413, 503]).toContain(answer.status);
        return;
      }
      expect(answer).toMatchObject({ status: 403, headers: { 'cache-control': 'no-store' }, storeCalls: [] });
      expect(JSON.parse(answer.body)).toMatchObject({
        code: 'forbidden',
        title: 'This caller may not do that',
      });
    },
  );

  it.each(['Bearer key-for-usage', `Bearer ${API_KEY}`])(
    'nothing without one line of the audit, also for what it refuses: %s',
    async (authorization) => {
      const answer = await send(routeKey, { headers: { authorization } });

      const audits = answer.lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'audit');
      expect(audits).toMatchObject([
        {
          event: READS.includes(routeKey) ? 'data-read' : 'data-changed',
          route: routeKey,
          status: answer.status,
          found: { count: 0 },
        },
      ]);
    },
  );

  it('something else when the key is right', async () => {
    const answer = await send(routeKey, { headers: { authorization: `Bearer ${API_KEY}` } });

    expect([400, 404, 413, 503]).toContain(answer.status);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
  });

  it.each<[string, Sent]>([
    [
      'jwt',
      {
        authorizer: {
          jwt: {
            claims: { sub: 'orders-service', scope: 'bindings read recordings numbers usage operations' },
          },
        },
      },
    ],
    ['iam', { authorizer: { iam: { userArn: ORDERS } } }],
  ])('with apiGuard=%s all but what the gateway has authorized', async (guard, { authorizer }) => {
    const environment = { API_GUARD: guard };
    const headers = { authorization: `Bearer ${API_KEY}` };

    const other = guard === 'jwt' ? { iam: FORGED.iam } : { jwt: FORGED.jwt };
    const strangers = [
      await send(routeKey, { environment, headers }),
      await send(routeKey, { environment, headers, authorizer: other }),
    ];
    const known = await send(routeKey, { environment, authorizer });

    expect(strangers).toMatchObject([UNAUTHORIZED, UNAUTHORIZED]);
    expect([400, 404, 413, 503]).toContain(known.status);
  });

  it('to run with a guard that it does not know', async () => {
    const environment = { API_GUARD: 'none' };

    await expect(send(routeKey, { environment })).rejects.toThrow('API_GUARD must be key, jwt or iam');
  });
});

describe.each(routesWith('push'))('%s refuses', (routeKey) => {
  it.each<[string, Sent]>([
    ['a push without a signature', {}],
    ['a wrong signature', { headers: signedHeaders({ appSecret: 'another secret' }) }],
    ['an API key', { headers: { authorization: `Bearer ${API_KEY}` } }],
  ])('%s, and stores nothing', async (_case, sent) => {
    const answer = await send(routeKey, sent);

    expect(answer).toMatchObject(UNAUTHORIZED);
  });
});

describe.each(routesWith('push'))('%s', (routeKey) => {
  it.each(['False', 'no', '0', ''])(
    'does not run with KEEP_MESSAGE_TEXT=%s, and stores nothing',
    async (written) => {
      const environment = { KEEP_MESSAGE_TEXT: written };

      await expect(send(routeKey, { headers: signedHeaders(), environment })).rejects.toThrow(
        'KEEP_MESSAGE_TEXT must be true or false',
      );
    },
  );
});

describe('a deployment with a guard in the gateway', () => {
  const Route = v.looseObject({ RouteKey: v.string(), AuthorizationType: v.optional(v.string(), 'NONE') });

  /** The routes by what the gateway asks of a request. */
  const authorizations = (packaged: Template) =>
    Object.groupBy(
      [...resourcesOf(packaged, 'AWS::ApiGatewayV2::Route').values()].map((properties) =>
        v.parse(Route, properties),
      ),
      ({ AuthorizationType }) => AuthorizationType,
    );
  const keysOf = (routes: readonly { RouteKey: string }[] = []) =>
    routes.map(({ RouteKey }) => RouteKey).sort();

  const guardVariables = (packaged: Template): unknown[] => [
    ...new Set(
      [...resourcesOf(packaged, 'AWS::Lambda::Function').values()].flatMap(({ Environment }) => {
        const { Variables } = Environment as { Variables: Record<string, unknown> };
        return 'API_GUARD' in Variables ? [Variables['API_GUARD']] : [];
      }),
    ),
  ];

  it('has a JWT authorizer on every route of the API and on no other', async () => {
    const packaged = await packagedWith({
      apiGuard: 'jwt',
      jwtIssuer: 'https://id.example/pool',
      jwtAudience: 'calls',
      jwtScopePrefix: 'calls/',
    });

    const { JWT, ...others } = authorizations(packaged);
    expect(keysOf(JWT)).toEqual([...routesWith('api')].sort());
    expect(Object.keys(others)).toEqual(['NONE']);
    for (const { AuthorizerId } of JWT ?? []) expect(AuthorizerId).toEqual({ Ref: 'HttpApiAuthorizerJwt' });
    expect(packaged.Resources['HttpApiAuthorizerJwt']?.Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://id.example/pool', Audience: ['calls'] },
    });
    expect(guardVariables(packaged)).toEqual(['jwt']);
    expect(functionsOf(packaged).get('bind')?.Environment.Variables['JWT_SCOPE_PREFIX']).toBe('calls/');
  });

  it('wants an AWS signature on every route of the API and on no other', async () => {
    const packaged = await packagedWith({ apiGuard: 'iam' });

    const { AWS_IAM, ...others } = authorizations(packaged);
    expect(keysOf(AWS_IAM)).toEqual([...routesWith('api')].sort());
    expect(Object.keys(others)).toEqual(['NONE']);
    expect(guardVariables(packaged)).toEqual(['iam']);
  });

  it('is not packaged with a guard that nobody knows', () => {
    expect(refusalOf({ apiGuard: 'none' })).toContain('apiGuard must be key, jwt or iam');
  });
});
