import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../tools/local-stack/template.ts';
import { concurrencyFaults } from '../../tools/serverless-plugin/stack/webhook-concurrency.mjs';
import { routesOf } from '../harness/routes.ts';
import { functionsOf, packagedTemplate } from './expect-template.ts';
import { packagedWith, refusalOf } from './packaged-with.ts';

const WEBHOOKS = ['call-event-webhook', 'cdr-webhook', 'number-status-webhook', 'sms-webhook'];
const PUSH_ROUTES = [
  'POST /webhooks/call-events',
  'POST /webhooks/cdr',
  'POST /webhooks/number-status',
  'POST /webhooks/sms',
  'POST /webhooks/{secret}/call-events',
  'POST /webhooks/{secret}/cdr',
  'POST /webhooks/{secret}/number-status',
  'POST /webhooks/{secret}/sms',
];

const stageOf = (template: Template) => template.Resources['HttpApiStage'];

const reservations = (template: Template): Record<string, unknown> =>
  Object.fromEntries(
    [...functionsOf(template)].flatMap(([name, { ReservedConcurrentExecutions }]) =>
      ReservedConcurrentExecutions === undefined ? [] : [[name, ReservedConcurrentExecutions]],
    ),
  );

describe('limits of the packaged service', () => {
  let template: Template;
  beforeAll(async () => {
    template = await packagedTemplate();
  });

  it('let a hundred requests a second through to each route, and a thousand to each webhook', () => {
    const limits = { ThrottlingBurstLimit: 1000, ThrottlingRateLimit: 1000 };

    expect(stageOf(template)?.Properties).toMatchObject({
      DefaultRouteSettings: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 100 },
      RouteSettings: Object.fromEntries(PUSH_ROUTES.map((route) => [route, limits])),
    });
  });

  it('leave what goes to another address below the webhooks with the limit of all, and without concurrency of its own', () => {
    const routes = routesOf(template).filter(({ path }) => path.startsWith('/webhooks/'));
    const [strays = { functionFolder: '' }] = routes.filter(
      ({ routeKey }) => !PUSH_ROUTES.includes(routeKey),
    );

    expect(routes).toHaveLength(9);
    expect(strays).toMatchObject({ routeKey: 'ANY /webhooks/{proxy+}', functionFolder: 'other-webhook' });
    expect(Object.keys(reservations(template))).not.toContain(strays.functionFolder);
  });

  it('have the function of an address for the same address with a secret', () => {
    const folders = new Map(
      routesOf(template).map(({ routeKey, functionFolder }) => [routeKey, functionFolder]),
    );

    for (const routeKey of PUSH_ROUTES)
      expect([routeKey, folders.get(routeKey)]).toEqual([
        routeKey,
        folders.get(routeKey.replace('{secret}/', '')),
      ]);
    expect(new Set(PUSH_ROUTES.map((routeKey) => folders.get(routeKey)))).toEqual(new Set(WEBHOOKS));
  });

  it('are set when the routes that they name are there, and the log group too', () => {
    const { DependsOn } = v.parse(v.looseObject({ DependsOn: v.array(v.string()) }), stageOf(template));

    const routeKeys = DependsOn.map((id) => template.Resources[id]?.Properties['RouteKey']);

    expect(DependsOn[0]).toBe('HttpApiLogGroup');
    expect(routeKeys.slice(1).sort()).toEqual(PUSH_ROUTES);
  });

  it('keep concurrency for the webhooks alone', () => {
    expect(reservations(template)).toEqual(Object.fromEntries(WEBHOOKS.map((name) => [name, 25])));
  });

  it('are those of the deployment', async () => {
    const packaged = await packagedWith({
      apiRequestsPerSecond: '300',
      webhookRequestsPerSecond: '2500',
      webhookConcurrency: '0',
    });

    expect(stageOf(packaged)?.Properties).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 300 },
      RouteSettings: { 'POST /webhooks/cdr': { ThrottlingBurstLimit: 2500, ThrottlingRateLimit: 2500 } },
    });
    expect(reservations(packaged)).toEqual({});
  });

  it.each([
    [{ apiRequestsPerSecond: '0' }, 'apiRequestsPerSecond must be an integer from 1 to 10000'],
    [{ webhookRequestsPerSecond: 'many' }, 'webhookRequestsPerSecond must be an integer from 1 to 10000'],
    [{ webhookConcurrency: '-1' }, 'webhookConcurrency must be an integer from 0 to 1000'],
  ])('cannot be %j', (parameters, fault) => {
    expect(refusalOf(parameters)).toContain(fault);
  });
});

describe('an account', () => {
  const functions = {
    bind: { events: [{ httpApi: { method: 'POST', path: '/bindings' } }] },
    'cdr-webhook': { events: [{ httpApi: { method: 'POST', path: '/webhooks/cdr' } }] },
    'sms-webhook': { events: [{ httpApi: 'POST /webhooks/sms' }] },
    'replay-pushes': {},
  };
  const faultsFor = (accountConcurrency: number, webhookConcurrency = '25') =>
    concurrencyFaults({ functions, settings: { webhookConcurrency }, accountConcurrency });

  it('has to have what is reserved and a hundred more', () => {
    expect(faultsFor(149)).toEqual([
      'webhookConcurrency reserves 50 concurrent executions of Lambda, and 100 have to be left; this account has 149 in ' +
        'this region. Ask for more (Service Quotas, Lambda, Concurrent executions), or deploy with webhookConcurrency=0',
    ]);
    expect(faultsFor(150)).toEqual([]);
  });

  it('may be a new one where nothing is reserved', () => {
    expect(faultsFor(10, '0')).toEqual([]);
    expect(faultsFor(10)).toHaveLength(1);
  });
});
