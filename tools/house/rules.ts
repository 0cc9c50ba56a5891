// The house rules (CONTRIBUTING.md) that Biome and dependency-cruiser cannot check. Each rule is a function from the files
// of the project to what breaks it, one line each; tests/unit/tools plants one violation of each.
import { dirname } from 'node:path/posix';
import type { SourceFile } from './files.ts';
import { RETIRED_WORDS } from './words.ts';

/** One line: the file, where in it, and what is wrong. */
export type Violation = string;

/** Checks one rule over all files. */
export type Rule = (files: readonly SourceFile[]) => readonly Violation[];

const SOURCE = /^(functions|shared|web|tools|simulator|resources|packages|examples)\//;
const SUITES = /^simulator\/(tests|conformance)\//;
const PRODUCTION = /^(functions|shared)\/.*\.ts$/;

/** A reader takes in so many names at a glance. */
const MOST_FILES = 15;

/** No folder of source has more than 15 files. */
const crowdedFolders: Rule = (files) => {
  const folders = new Map<string, number>();
  for (const { path } of files) {
    if (!SOURCE.test(path) || SUITES.test(path)) continue;
    folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1);
  }
  return [...folders]
    .filter(([, count]) => count > MOST_FILES)
    .map(([folder, count]) => `${folder}: ${count} files, at most ${MOST_FILES}`);
};

/** Where the words must stand: the rule and its probe. */
const OWN_PAGES = /^tools\/house\/|^tests\/unit\/tools\/house-rules\.test\.ts$/;

/** Words that the project has replaced are not written again, in code, tests or documents. */
const retiredWords: Rule = (files) =>
  files
    .filter(({ path }) => /\.(tsx?|mjs|cjs|yml|md|html|json|css)$/.test(path) && !OWN_PAGES.test(path))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) =>
        RETIRED_WORDS.flatMap(({ pattern, instead }) => {
          const [found] = line.match(pattern) ?? [];
          return found === undefined ? [] : [`${path}:${index + 1}: "${found}", say ${instead}`];
        }),
      ),
    );

/** Names that every function exports, because the runtime or the tests ask for them. */
const OF_EVERY_FUNCTION = new Set(['compose', 'handler', 'createHandler', 'Deps']);

/** The name of an exported declaration. A schema and its type share one, in one file. */
const EXPORTED = /^export (?:async )?(?:const|type|interface|class|function) (\w+)/gm;

/** The code that shares its names: the project itself, or one package that is published from it. */
const NAMED = /^(?:functions|shared|tools|packages\/[^/]+)\/.*\.ts$/;

/**
 * One exported name means one thing in the whole project. The simulator, which shares no code, has names of its own, and so has
 * each published package, whose users do not see ours.
 */
const repeatedNames: Rule = (files) => {
  const places = new Map<string, Set<string>>();
  for (const { path, text } of files) {
    if (!NAMED.test(path)) continue;
    const [owner = ''] = /^packages\/[^/]+\//.exec(path) ?? [];
    for (const [, name = ''] of text.matchAll(EXPORTED)) {
      const key = `${owner}${name}`;
      if (!OF_EVERY_FUNCTION.has(name)) places.set(key, (places.get(key) ?? new Set()).add(path));
    }
  }
  return [...places]
    .filter(([, paths]) => paths.size > 1)
    .map(([key, paths]) => `${key.split('/').at(-1)} is exported by ${[...paths].sort().join(' and ')}`);
};

/** The environment is a setting that no signature shows, time and chance are inputs that no test gives. */
const INPUTS = [
  { pattern: /\bprocess\.env\b|\bfrom 'node:process'/, allowed: /^shared\/runtime\// },
  {
    pattern: /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\b/,
    allowed: /^shared\/(runtime\/|kernel\/(clock|system-random)\.ts$)/,
  },
];

/** Production code gets environment, time and chance handed in; only the runtime takes them. */
const hiddenInputs: Rule = (files) =>
  files
    .filter(({ path }) => PRODUCTION.test(path))
    .flatMap(({ path, text }) =>
      INPUTS.filter(({ allowed }) => !allowed.test(path)).flatMap(({ pattern }) => {
        const [found] = withoutComments(text).match(pattern) ?? [];
        return found === undefined ? [] : [`${path}: ${found} is for shared/runtime only`];
      }),
    );

const withoutComments = (source: string): string => source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

/** The part of a line that is a comment, or a line of one; `#` begins one in YAML only. */
const COMMENT = /^\s*(?:\/\*\*?|\*(?!\/)|\/\/)(?<whole>.*)|\s\/\/ (?<trailing>.*)$/;
const YAML_COMMENT = /^\s*#(?<whole>.*)|\s# (?<trailing>.*)$/;

/** Such a word at the beginning of a sentence: a reader meets the description before the thing. */
const BARE_QUESTION = /(?:^\s*|[.!?] )(?<word>What(?:ever)?|Who(?:se|ever)?)\b/;

/** Comments say first which thing they are about: "The parts of a function", not "What a function is built from". */
const bareQuestions: Rule = (files) =>
  files
    .filter(({ path }) => COMMENTED.test(path) && !OWN_PAGES.test(path))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => {
        const word = commentIn(path, line).match(BARE_QUESTION)?.groups?.['word'];
        return word === undefined ? [] : [`${path}:${index + 1}: "${word}", begin with the subject`];
      }),
    );

const COMMENTED =
  /^(functions|shared|web|tools|simulator|resources|packages|examples|tests)\/.*\.(tsx?|mjs|cjs|yml)$/;

const commentIn = (path: string, line: string): string => {
  const { whole, trailing } = line.match(path.endsWith('.yml') ? YAML_COMMENT : COMMENT)?.groups ?? {};
  return whole ?? trailing ?? '';
};

/** Every rule, by its name. */
export const RULES: Readonly<Record<string, Rule>> = {
  'files a folder': crowdedFolders,
  'retired words': retiredWords,
  'exported names': repeatedNames,
  'environment, time and chance': hiddenInputs,
  sentences: bareQuestions,
};
