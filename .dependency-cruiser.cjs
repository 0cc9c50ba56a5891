// The permitted imports between modules. Each rule says why; tests/unit/tools breaks every one of them to see that it is reported.
// Read with swc because TypeScript 7 has no compiler API; swc sees `import type` too, so the rules hold for types as well.

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const DOMAIN =
  '^shared/(bindings|calls|messages|recordings|numbers|privacy|pushes|keys|usage|events|reporting|exports)/';
// Schemas of the fields of our API that several functions share.
const API_FIELDS = '^shared/http/[^/]+-fields[.]ts$';
const SDK = 'node_modules/(@aws-sdk|@smithy)/';
// Where a function is put together from the real world: nothing is decided there.
const COMPOSITION = '^functions/[^/]+/index[.]ts$|^shared/runtime/';
// The files that are allowed to know the engine behind a store or a client.
const ADAPTERS =
  '/(dynamo|s3|secrets|with)-[^/]+[.]ts$|^shared/(aws|storage|runtime)/|^functions/[^/]+/index[.]ts$';

// From the ground up: whoever stands higher may import whoever stands lower, never the other way round.
const LAYERS = [
  '^shared/kernel/',
  '^shared/(aws|sealing|observability|outcomes|storage)/',
  '^shared/http/',
  DOMAIN,
  '^shared/platform/',
  '^shared/runtime/',
  '^functions/',
];

const noArrowUp = LAYERS.slice(0, -1).map((layer, index) =>
  rule(
    `no-arrow-up-from-layer-${index}`,
    'Arrows run down: kernel, then sealing and its like, http, the domain, platform, runtime, functions.',
    { path: layer, pathNot: API_FIELDS },
    { path: LAYERS.slice(index + 1).join('|') },
  ),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...noArrowUp,
    {
      ...rule(
        'no-folder-cycles',
        'Two folders that need each other cannot be read one after the other.',
        {},
        { circular: true },
      ),
      scope: 'folder',
    },
    rule(
      'no-cycles',
      'Two files that need each other are one file, or miss a third.',
      {},
      { circular: true },
    ),
    rule('resolvable', 'Every import must exist.', {}, { couldNotResolve: true }),
    rule(
      'kernel-stands-alone',
      'kernel holds values and errors: nothing of ours, no I/O.',
      { path: '^shared/kernel/' },
      { path: '^(shared|functions|tests)/', pathNot: '^shared/kernel/' },
    ),
    rule(
      'kernel-has-no-io',
      'kernel computes; reading and sending is for adapters.',
      { path: '^shared/kernel/' },
      { path: `^(node:)?(fs|net|http|https|tls|child_process|dns|worker_threads)(/|$)|${SDK}` },
    ),
    rule(
      'handlers-have-no-sdk',
      'A handler gets stores and clients from its index.ts, so that it can be tested without an engine.',
      { path: '^(functions|shared)/', pathNot: ADAPTERS },
      { path: SDK },
    ),
    rule(
      'functions-are-islands',
      'A function never imports another function; what two share is a module.',
      { path: '^functions/([^/]+)/' },
      { path: '^functions/', pathNot: '^functions/$1/' },
    ),
    rule(
      'index-is-a-leaf',
      'index.ts puts a function together and chooses the real runtime; only tests put it together anew, with theirs.',
      { path: '^(functions|shared|tools|simulator)/' },
      { path: '^functions/[^/]+/index[.]ts$' },
    ),
    rule(
      'config-is-for-composition',
      'Settings are read once at start and handed over; only their types may be named elsewhere.',
      { path: '^(shared|functions)/', pathNot: COMPOSITION },
      { path: '^shared/runtime/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'composition-is-imported-by-composition',
      'What puts a function together is not for the modules it is put together from, not even as a type.',
      { path: '^(shared|functions)/', pathNot: COMPOSITION },
      { path: '^shared/runtime/compose' },
    ),
    rule(
      'domain-knows-no-edge',
      'Domain modules know neither HTTP nor the platform nor the settings; they declare what they need.',
      { path: DOMAIN },
      { path: '^shared/(http|platform)/' },
    ),
    rule(
      'platform-has-no-storage',
      'The module that speaks to the platform keeps nothing.',
      { path: '^shared/platform/', pathNot: '^shared/platform/gate/dynamo-' },
      { path: `^shared/storage/|/(dynamo|s3)-[^/]+[.]ts$|${SDK}` },
    ),
    rule(
      'aws-stands-alone',
      'The lean way to AWS is read in ten minutes: it needs kernel, the name of the sender, and nothing else of ours.',
      { path: '^shared/aws/' },
      { path: '^shared/', pathNot: '^shared/(aws|kernel)/|^shared/observability/user-agent[.]ts$' },
    ),
    rule(
      'edge-knows-no-domain',
      'aws, http, observability and their like serve every module, so they know none.',
      { path: '^shared/(aws|http|observability|sealing|storage)/', pathNot: API_FIELDS },
      { path: `${DOMAIN}|^shared/platform/` },
    ),
    rule(
      'fields-know-models',
      'The fields of our API have the limits of what they are of, written once in its model; nothing else of a module.',
      { path: API_FIELDS },
      { path: `${DOMAIN}|^shared/platform/`, pathNot: '^shared/[^/]+/model/' },
    ),
    rule(
      'production-imports-no-tests',
      'Nothing that only develops or operates may reach a bundle.',
      { path: '^(shared|functions)/' },
      { path: '^(tests|tools|simulator)/' },
    ),
    rule(
      'tools-import-no-tests',
      'The stack is deployed and operated from a checkout without tests/.',
      { path: '^tools/' },
      { path: '^tests/' },
    ),
    rule(
      'production-imports-no-dev-packages',
      'What is bundled is a dependency; the rest is for development.',
      { path: '^(shared|functions)/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'consoles-are-pages',
      'A page runs in a browser: it takes types of the client, the dictionary of outcomes and the tables of what the modes have, and no other code of ours.',
      { path: '^web/(kit|operator|simulator)/' },
      {
        path: '^(shared|functions|tools|simulator|tests|packages)/',
        pathNot:
          '^packages/client/src/(api|event)-types[.]ts$|^shared/(outcomes|kernel)/|^shared/bindings/model/(mode-rules|binding-limits)[.]ts$',
      },
    ),
    rule(
      'kit-knows-no-console',
      'The building blocks serve both consoles, which know nothing of each other.',
      { path: '^web/(kit|operator|simulator)/' },
      { path: '^web/(operator|simulator)/', pathNot: '^web/$1/' },
    ),
    rule(
      'consoles-are-built',
      'Nothing imports a page: the function and the simulated platform serve what was built from it.',
      { path: '^(functions|shared|tools|simulator|packages)/' },
      { path: '^web/', pathNot: '^web/build/' },
    ),
    rule(
      'packages-are-for-others',
      'What is published is built from this project and never a part of it; only tests and examples use it, and the script that makes its types.',
      { path: '^(shared|functions|tools|simulator)/' },
      { path: '^packages/', pathNot: '^packages/[^/]+/scripts/' },
    ),
    rule(
      'client-package-stands-alone',
      'The typed client knows the OpenAPI document and the schemas of the events, nothing of what is behind them.',
      { path: '^packages/client/' },
      { path: '^(shared|functions|tools|tests|simulator|packages)/', pathNot: '^packages/client/' },
    ),
    rule(
      'platform-package-has-no-stack',
      'The platform client is for those who have nothing else of this project: no store, no AWS, no settings.',
      { path: '^packages/platform/' },
      {
        path: `^(functions|tools|tests|simulator|packages)/|^shared/(aws|storage|sealing|runtime|http)/|/(dynamo|s3)-[^/]+[.]ts$|${SDK}`,
        pathNot: '^packages/platform/',
      },
    ),
    rule(
      'examples-use-the-packages-alone',
      'An example does what a business can do: by HTTP and what is published, with nothing of what is behind them.',
      { path: '^examples/' },
      { path: '^(shared|functions|tools|tests|simulator)/' },
    ),
    rule(
      'examples-are-for-readers',
      'Examples are read and run; nothing is built on them, and only tests import them.',
      { path: '^(shared|functions|tools|simulator|packages)/' },
      { path: '^examples/' },
    ),
    rule(
      'simulator-stands-apart',
      'The simulated platform is written from the documents; sharing our code would share our mistakes.',
      { path: '^simulator/' },
      { path: '^(shared|functions|tools|tests|packages)/' },
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.](local|serverless|esbuild)/|^packages/[^/]+/dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
