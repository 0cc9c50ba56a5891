// The differences between AWS and its stand-in, moto, that the template has to be fitted to before it can be deployed there. Nothing
// outside `npm run test:deploy` uses this.
import { withExistingData } from '../../tools/serverless-plugin/existing-data.mjs';

/** Types that the stand-in's CloudFormation cannot make, seen with moto 5.2.1, and how they are tried all the same. */
const GAPS = [
  {
    types: /^AWS::ApiGatewayV2::/,
    reason: 'no HTTP API: a gateway of our own serves the routes of the template',
  },
  { types: /^AWS::CloudWatch::/, reason: 'no alarms or dashboards: cfn-lint and tests/manifest read them' },
  {
    types: /^AWS::SecretsManager::Secret$/,
    reason: 'no secrets: made by API, under the names of the template',
  },
  {
    types: /^AWS::Lambda::EventInvokeConfig$/,
    reason: 'no retry settings: tests/manifest/schedules.test.ts reads them',
  },
  {
    types: /^AWS::S3::BucketPolicy$/,
    reason: 'no bucket policies: tests/manifest/storage.test.ts reads them',
  },
];

const SECRET = 'AWS::SecretsManager::Secret';

/** Types that belong to a thing that is left out and go with it; anything else that refers to it would be a gap of ours. */
const COMPANIONS = new Set(['AWS::Lambda::Permission']);

/**
 * Fits a template to the stand-in.
 *
 * @param {object} template as it would be deployed to AWS
 * @returns {{ template: object, left: { type: string, count: number, reason: string }[], secrets: string[] }} `secrets`: names of
 *   those that have to be made by API
 * @throws {Error} when something that stays refers to a thing that is left out
 */
export const forStandIn = (template) => {
  const secrets = Object.values(template.Resources)
    .filter(({ Type }) => Type === SECRET)
    .map(({ Properties }) => Properties.Name);
  const named = withExistingData(template, [SECRET]);
  const resources = Object.entries(named.Resources);
  const missing = new Set(resources.filter(([, { Type }]) => gapOf(Type)).map(([id]) => id));
  const companions = resources.filter(
    ([id, { Type }]) => COMPANIONS.has(Type) && refersTo(named.Resources[id], missing),
  );
  const out = new Set([...missing, ...companions.map(([id]) => id)]);
  const stays = resources.filter(([id]) => !out.has(id));
  for (const [id, resource] of stays)
    if (refersTo(resource, out)) throw new Error(`${id} needs what the stand-in cannot make: see GAPS`);
  const outputs = Object.entries(named.Outputs ?? {}).filter(([, output]) => !refersTo(output, out));
  return {
    template: {
      ...named,
      Resources: Object.fromEntries(stays.map(([id, resource]) => [id, withPlainPolicy(resource)])),
      Outputs: Object.fromEntries(outputs),
    },
    left: summary(template, stays),
    secrets,
  };
};

const gapOf = (type) => GAPS.find(({ types }) => types.test(type));

const refersTo = (value, ids) => {
  const text = JSON.stringify(value);
  return [...ids].some(
    (id) => text.includes(`"${id}"`) || text.includes(`\${${id}}`) || text.includes(`\${${id}.`),
  );
};

/** The stand-in knows `Retain` alone: it would delete with the stack what is `RetainExceptOnCreate`. */
const withPlainPolicy = (resource) =>
  resource.DeletionPolicy === 'RetainExceptOnCreate' ? { ...resource, DeletionPolicy: 'Retain' } : resource;

const summary = (template, stays) => {
  const kept = new Set(stays.map(([id]) => id));
  const types = Object.entries(template.Resources)
    .filter(([id]) => !kept.has(id))
    .map(([, { Type }]) => Type);
  return [...new Set(types)].sort().map((type) => ({
    type,
    count: types.filter((one) => one === type).length,
    reason: gapOf(type)?.reason ?? 'belongs to the HTTP API',
  }));
};
