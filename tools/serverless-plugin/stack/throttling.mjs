// How many requests a second the gateway lets through: what it refuses starts no function, so a flood cannot use up the
// concurrency of the account (docs/stack.md, Throttling).

/** Not the rest of the addresses below it, where strangers try. */
const WEBHOOK = / \/webhooks\/(?!\{proxy\+\})/;

/** A bucket that holds the requests of one second. */
const limitOf = (requestsPerSecond) => ({
  ThrottlingBurstLimit: Number(requestsPerSecond),
  ThrottlingRateLimit: Number(requestsPerSecond),
});

/** Limits each route by itself: all alike, and those of webhooks by a limit of their own. */
export const throttleRoutes = (template, { apiRequestsPerSecond, webhookRequestsPerSecond }) => {
  const webhooks = Object.entries(template.Resources).filter(
    ([, { Type, Properties }]) => Type === 'AWS::ApiGatewayV2::Route' && WEBHOOK.test(Properties.RouteKey),
  );
  const stage = template.Resources.HttpApiStage;
  Object.assign(stage.Properties.DefaultRouteSettings, limitOf(apiRequestsPerSecond));
  stage.Properties.RouteSettings = Object.fromEntries(
    webhooks.map(([, { Properties }]) => [Properties.RouteKey, limitOf(webhookRequestsPerSecond)]),
  );
  // The gateway refuses settings of a route that is not there yet.
  stage.DependsOn = [...[stage.DependsOn ?? []].flat(), ...webhooks.map(([id]) => id)];
};
