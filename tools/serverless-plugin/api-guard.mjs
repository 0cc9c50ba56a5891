/** Every function of our API has this variable and says so what guards it; shared/runtime/compose-api.ts reads it. */
const VARIABLE = 'API_GUARD';

const AUTHORIZERS = { jwt: { name: 'jwt' }, iam: { type: 'aws_iam' } };

/**
 * Has the gateway authorize every route of our API, when the deployment says so. No route says it by itself, so that none can
 * forget it. With API keys the gateway lets all requests through, and the functions check them.
 *
 * @param {object} service the framework's service, before the routes are compiled
 */
export const authorizeRoutes = (service) => {
  const { apiGuard, jwtIssuer, jwtAudience } = service.custom.settings;
  const authorizer = AUTHORIZERS[apiGuard];
  if (authorizer === undefined) return;
  if (apiGuard === 'jwt')
    service.provider.httpApi.authorizers = {
      jwt: {
        type: 'jwt',
        identitySource: '$request.header.Authorization',
        issuerUrl: jwtIssuer,
        audience: [jwtAudience],
      },
    };
  const guarded = Object.values(service.functions).filter(({ environment }) => environment?.[VARIABLE]);
  for (const { events = [] } of guarded)
    for (const event of events) if (event.httpApi) event.httpApi = { ...route(event.httpApi), authorizer };
};

/** A route may be written short: `GET /bindings`. */
const route = (written) => {
  if (typeof written !== 'string') return written;
  const [method, path] = written.split(' ');
  return { method, path };
};
