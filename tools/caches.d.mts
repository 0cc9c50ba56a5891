export declare const cacheVariables: (
  root: string,
  environment?: Readonly<Record<string, string | undefined>>,
) => Readonly<{ npm_config_cache?: string; SLS_SCHEMA_CACHE_BASE_DIR?: string }>;
