// All features of the stack in the three places where they act: on the framework's own settings, in the role of each function,
// and on the finished template.
import { addDomain, hasDomain } from './custom-domain.mjs';
import { encryptWithKey, keyStatements } from './customer-key.mjs';
import { protectData } from './protection.mjs';
import { tagResources, tagsOf } from './tags.mjs';
import { throttleRoutes } from './throttling.mjs';
import { tracingOf, tracingStatements } from './tracing.mjs';
import { vpcOf, vpcStatements } from './vpc.mjs';
import { reserveForWebhooks } from './webhook-concurrency.mjs';

const tagsOfService = ({ service, provider, custom }) =>
  tagsOf({ service, stage: provider.stage, tags: custom.settings.tags });

/** Tells the framework which features it has to make itself. @param {object} service the framework's, before anything is compiled */
export const useFeatures = (service) => {
  const { provider, functions, custom } = service;
  const { settings } = custom;
  Object.assign(provider, {
    runtime: settings.runtime,
    architecture: settings.architecture,
    vpc: vpcOf(settings),
    tracing: tracingOf(settings),
    stackTags: tagsOfService(service),
  });
  provider.httpApi.disableDefaultEndpoint = hasDomain(settings);
  reserveForWebhooks(functions, settings);
};

/**
 * The rights of a function that come with features.
 *
 * @param {{ functionName: string, statements: readonly object[], settings: object }} options the function's name as it is
 *   deployed, and its other rights
 * @returns {object[]}
 */
export const featureStatements = ({ functionName, statements, settings }) => [
  ...keyStatements(statements, settings),
  ...tracingStatements(settings),
  ...vpcStatements({ functionName, vpc: vpcOf(settings) }),
];

/** Adds the features that concern resources of many files, or those that the framework makes. */
export const completeTemplate = (template, service) => {
  const { settings } = service.custom;
  throttleRoutes(template, settings);
  addDomain(template, settings);
  protectData(template, settings);
  encryptWithKey(template, settings);
  tagResources(template, tagsOfService(service));
};
