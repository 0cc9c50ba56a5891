// Plugin of the Serverless Framework: bundles, zips and gives each function a role. For serverless-offline it does the same and
// fills in what only exists after a deployment. It branches on the command, never on the stage.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { goOnFromNow, setClockAhead } from '../local-stack/shared-clock.mjs';
import { awsRegion } from '../region.mjs';
import { behaveLikeApiGateway } from './api-gateway/gateway.mjs';
import { guardServers } from './api-gateway/own-requests.mjs';
import { authorizeRoutes } from './api-guard.mjs';
import { bundleFunctions } from './bundle.mjs';
import { dataOf, withExistingData } from './existing-data.mjs';
import { fillIn, INSTEAD } from './local-commands.mjs';
import { documentFaults, useOtherSecrets } from './other-secrets.mjs';
import { readDeploymentFile } from './parameters/deployment-file.mjs';
import { notices, parameterFaults } from './parameters/faults.mjs';
import { arnFaults, nameFaults, regionFault } from './parameters/names.mjs';
import { FUNCTION_PROPERTIES, roleIdOf, roleOf } from './roles.mjs';
import { sbomOf } from './sbom.mjs';
import { completeTemplate, featureStatements, useFeatures } from './stack/features.mjs';
import { tracingFaults } from './stack/tracing.mjs';
import { concurrencyFaults, concurrencyOf } from './stack/webhook-concurrency.mjs';
import { zip } from './zip.mjs';

/** The one file in every zip: Lambda reads index.mjs as a module by its name alone. */
const BUNDLE_FILE = 'index.mjs';

/** With `existingData`: the deployed template and the data that it does without, by which CloudFormation imports them. */
const IMPORT_FILE = 'import-template.json';

/** The inputs of each bundle, for the budgets; beside the bundles and their source maps. */
const METAFILE = 'metafile.json';

/** The packages of npm in the bundles, beside the template and the zips. */
const SBOM_FILE = 'sbom.cdx.json';

/** The commands that make or use the template. Others, `remove` for one, also work with parameters that are not fit for it. */
const MAKES_TEMPLATE = /^(package|print|deploy( function)?|offline( .*)?|invoke local)$/;

/** Of these, the ones that run functions on this machine. */
const RUNS_HERE = /^(offline|invoke local)/;

/** The commands that go to a deployment in AWS. */
const GOES_TO_AWS = /^(deploy|remove|rollback|info|logs|metrics|invoke(?! local))\b/;

export default class PrivateNumberPlugin {
  constructor(serverless, _options, { log }) {
    this.serverless = serverless;
    this.log = log;
    this.service = serverless.service;
    serverless.configSchemaHandler.defineFunctionProperties('aws', FUNCTION_PROPERTIES);
    // Before the framework looks at what they lead to; and again below, when all variables in deployment.yml have values.
    this.deploymentFile = readDeploymentFile(this.root);
    this.refuse(() => [
      ...this.deploymentFile.faults,
      ...parameterFaults(this.givenParameters),
      ...[regionFault(this.serverless.processedInput.options.region ?? this.service.provider.region)].filter(
        Boolean,
      ),
    ]);
    this.hooks = {
      initialize: async () => {
        await this.needRegion();
        this.tellInstead();
        this.refuse(() => [...parameterFaults(this.givenParameters), ...this.faultsOfWhole()]);
        this.notify();
        authorizeRoutes(this.service);
        useFeatures(this.service);
        this.addRoles();
      },
      'after:aws:package:finalize:mergeCustomProviderResources': () =>
        completeTemplate(this.service.provider.compiledCloudFormationTemplate, this.service),
      'before:package:createDeploymentArtifacts': () => this.packageFunctions(),
      'before:aws:package:finalize:saveServiceState': async () => {
        useOtherSecrets(this.service.provider.compiledCloudFormationTemplate, this.service.custom.settings);
        await this.useExistingData();
      },
      'before:deploy:deploy': () => this.checkAccount(),
      'before:deploy:function:packageFunction': () => this.packageFunctions(),
      'before:offline:start:init': () => this.prepareOffline(),
      'after:offline:start:init': () => this.correctOffline(),
    };
  }

  get root() {
    return this.serverless.serviceDir;
  }

  /** The main file of serverless-offline, by which its parts are found. */
  get offlineFile() {
    return createRequire(import.meta.url).resolve('serverless-offline');
  }

  /** Where the framework collects what it deploys; with `--package` it moves everything from there in the end. */
  get packageDirectory() {
    return join(this.root, '.serverless');
  }

  get names() {
    return this.service.getAllFunctions();
  }

  get settings() {
    return this.service.custom.settings;
  }

  /** The bundler's part of the settings. */
  get bundling() {
    const { awsClients, runtime } = this.settings;
    // `nodejs24.x` is `node24` to the bundler.
    const target = runtime.replace(/^nodejs(\d+)\.x$/, 'node$1');
    return { root: this.root, names: this.names, target, awsClients };
  }

  get command() {
    return this.serverless.processedInput.commands.join(' ');
  }

  get makesTemplate() {
    return MAKES_TEMPLATE.test(this.command) && !this.serverless.processedInput.isHelpRequest;
  }

  get givenParameters() {
    const { configurationInput, processedInput } = this.serverless;
    const { parameters } = this.deploymentFile;
    return {
      stage: processedInput.options.stage ?? this.service.provider.stage,
      isFileThere: this.deploymentFile.isThere,
      commandLine: processedInput.options.param ?? [],
      // With the values of the variables in it, where it holds what it should.
      file: typeof parameters === 'object' ? configurationInput.params : parameters,
    };
  }

  /** Faults that show when the region, and all names and settings, are known. */
  faultsOfWhole() {
    const { provider, custom, functions, resources } = this.service;
    const { region } = provider;
    const all = [
      {
        Type: 'AWS::CloudFormation::Stack',
        Properties: { StackName: this.serverless.getProvider('aws').naming.getStackName() },
      },
      ...Object.values(functions).map(({ name }) => ({
        Type: 'AWS::Lambda::Function',
        Properties: { FunctionName: name },
      })),
      ...Object.values(resources?.Resources ?? {}),
    ];
    return [
      ...tracingFaults(custom.settings, region),
      ...arnFaults(custom.settings, region),
      ...documentFaults({
        settings: custom.settings,
        stack: `${this.service.service}-${provider.stage}`,
        region,
        local: RUNS_HERE.test(this.command),
      }),
      ...nameFaults({ stage: provider.stage, region, resources: all }),
    ];
  }

  /** Ends a command that makes the template with all faults at once. */
  refuse(find) {
    const faults = this.makesTemplate ? find() : [];
    if (faults.length > 0)
      throw new this.serverless.classes.Error(`This deployment cannot be made:\n${faults.join('\n')}`);
  }

  /** A deployment in the region that packaging takes for want of another would be where nobody looks, with personal data. */
  async needRegion() {
    const { options, isHelpRequest } = this.serverless.processedInput;
    if (isHelpRequest || options.region || !GOES_TO_AWS.test(this.command)) return;
    await awsRegion(process.env, options['aws-profile']).catch(() => {
      throw new this.serverless.classes.Error(
        'The region is missing: --region, AWS_REGION, AWS_DEFAULT_REGION, or region in the profile',
      );
    });
  }

  /** `offline start` is what tools/local-stack runs, with all that it needs; these two cannot be given it. */
  tellInstead() {
    const { commands, options } = this.serverless.processedInput;
    const line = INSTEAD[commands.join(' ')]?.(options.function);
    if (line !== undefined) throw new this.serverless.classes.Error(line);
  }

  notify() {
    if (this.makesTemplate) for (const line of notices(this.givenParameters)) this.log.notice(line);
  }

  /** Before anything is changed. */
  async checkAccount() {
    if (Number(this.settings.webhookConcurrency) === 0) return;
    const config = await this.serverless.getProvider('aws').getAwsSdkV3Config();
    const accountConcurrency = await concurrencyOf(config, (warning) => this.log.warning(warning));
    const { functions } = this.service;
    this.refuse(() => concurrencyFaults({ functions, settings: this.settings, accountConcurrency }));
  }

  /** The Lambda function refers to its role by logical id; the role itself goes to the resources. */
  addRoles() {
    const { settings } = this;
    const resources = {};
    for (const name of this.names) {
      const definition = this.service.getFunction(name);
      const { iamRoleStatements: statements = [] } = definition;
      definition.role = roleIdOf(name);
      resources[definition.role] = roleOf({
        functionName: name,
        logGroup: `/aws/lambda/${definition.name}`,
        statements: [
          ...statements,
          ...featureStatements({ functionName: definition.name, statements, settings }),
        ],
      });
    }
    this.service.resources ??= {};
    this.service.resources.Resources = { ...this.service.resources.Resources, ...resources };
  }

  async packageFunctions() {
    // The local stack wants the template alone; an empty zip each is enough for that and saves the bundling.
    if (process.env.TEMPLATE_ONLY) return this.packageNothing();
    const outDirectory = join(this.root, '.esbuild', 'package');
    await rm(outDirectory, { recursive: true, force: true });
    const metafile = await bundleFunctions({ ...this.bundling, outDirectory });
    await writeFile(join(outDirectory, METAFILE), JSON.stringify(metafile));
    await Promise.all(this.names.map((name) => this.zipFunction(name, outDirectory)));
    await writeFile(join(this.packageDirectory, SBOM_FILE), `${JSON.stringify(sbomOf(metafile), null, 2)}\n`);
  }

  async zipFunction(name, outDirectory) {
    const path = `functions/${name}/${BUNDLE_FILE}`;
    const artifact = join(this.packageDirectory, `${name}.zip`);
    const code = await readFile(join(outDirectory, name, path));
    await mkdir(this.packageDirectory, { recursive: true });
    await writeFile(artifact, zip(new Map([[path, code]])));
    this.service.getFunction(name).package = { individually: true, artifact };
  }

  async useExistingData() {
    if (this.service.custom.settings.existingData !== 'true') return;
    const whole = this.service.provider.compiledCloudFormationTemplate;
    const parted = withExistingData(whole);
    const all = { ...parted, Resources: { ...parted.Resources, ...dataOf(whole) } };
    await writeFile(join(this.packageDirectory, IMPORT_FILE), JSON.stringify(all, null, 2));
    this.service.provider.compiledCloudFormationTemplate = parted;
  }

  async packageNothing() {
    const artifact = join(this.packageDirectory, 'nothing.zip');
    await mkdir(this.packageDirectory, { recursive: true });
    await writeFile(artifact, zip(new Map()));
    for (const name of this.names) {
      this.service.getFunction(name).package = { individually: true, artifact };
    }
    // Nobody deploys from here, and writing the state for that takes a fifth of the framework's time.
    for (const plugin of this.serverless.pluginManager.plugins)
      if ('saveServiceState' in plugin) plugin.saveServiceState = async () => {};
  }

  /**
   * serverless-offline runs the bundles, as they are deployed. It takes every handler from one folder, and it cannot
   * resolve a `Ref`, so names that CloudFormation would fill in are asked for in the environment.
   */
  async prepareOffline() {
    const variables = this.names.map((name) => this.service.getFunction(name).environment ?? {});
    const missing = variables.flatMap((ofOne) => fillIn(ofOne, process.env));
    if (missing.length > 0) throw new this.serverless.classes.Error(INSTEAD.offline());
    const outDirectory = join(this.root, '.esbuild', 'offline');
    await bundleFunctions({ ...this.bundling, outDirectory });
    for (const name of this.names) {
      const definition = this.service.getFunction(name);
      definition.handler = `.esbuild/offline/${name}/${definition.handler}`;
    }
    await guardServers(this.offlineFile, this.serverless.processedInput.options.host ?? 'localhost');
  }

  async correctOffline() {
    const offline = this.serverless.pluginManager.plugins.find(
      (plugin) => plugin.constructor.name === 'ServerlessOffline',
    );
    const pluginFile = this.offlineFile;
    await behaveLikeApiGateway(offline, pluginFile);
    const schedules = createRequire(pluginFile)('node-schedule');
    // Under tools/local-stack there is a channel: it waits for this word, and nothing is left behind when it is killed.
    process.send?.('local API ready');
    process.on('disconnect', () => process.exit(0));
    process.on('message', ({ clockAheadMs }) => {
      setClockAhead(clockAheadMs);
      goOnFromNow(schedules);
      process.send({ clockAheadMs });
    });
  }
}
