// Plugin of the Serverless Framework that `npm run test:deploy` alone adds: it fits the template to the stand-in.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forStandIn } from './stand-in-gaps.mjs';

/** Read by tests/deploy/service.ts. */
const REPORT = 'stand-in.json';

export default class StandInPlugin {
  constructor(serverless) {
    const { provider } = serverless.service;
    this.hooks = {
      // After the project's own plugin, which stands before this one in the list.
      'before:aws:package:finalize:saveServiceState': async () => {
        const { template, left, secrets } = forStandIn(provider.compiledCloudFormationTemplate);
        provider.compiledCloudFormationTemplate = template;
        const report = JSON.stringify({ left, secrets });
        await writeFile(join(serverless.serviceDir, '.serverless', REPORT), report);
      },
      'before:aws:deploy:deploy:createStack': () => {
        const fitted = forStandIn(provider.coreCloudFormationTemplate);
        provider.coreCloudFormationTemplate = fitted.template;
      },
      // The stand-in answers ValidateTemplate with cfn-lint and takes its warnings for errors, such as that of a dependency
      // which the framework writes down twice. `npm run check` has cfn-lint, with a reason for each that is ignored.
      'before:aws:deploy:deploy:validateTemplate': () => {
        const isDeploy = (plugin) => plugin.constructor.name === 'AwsDeploy';
        serverless.pluginManager.plugins.find(isDeploy).validateTemplate = async () => undefined;
      },
    };
  }
}
