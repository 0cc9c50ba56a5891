import files from '#console-files';
import { objectAddress } from '../../shared/aws/object-address.ts';
import { functionChain, httpChain } from '../../shared/http/middlewares/chains.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { bareLambdaRuntime } from '../../shared/runtime/lambda-runtime.ts';
import type { BareRuntime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** GET /console and its assets */
export const compose = ({ logger, environment, settings }: BareRuntime) => {
  const recordings = () => {
    const { RECORDINGS_BUCKET: bucket } = readVariables(environment, ['RECORDINGS_BUCKET']);
    const { s3PathStyle: pathStyle } = settings();
    const { protocol, host } = objectAddress({ bucket, key: '' }, { pathStyle, environment });
    return `${protocol}//${host}`;
  };
  return functionChain(
    logger,
    httpChain(logger, createHandler({ ...files, recordings }), {
      // Anybody may ask for an asset that is not there; the access log has it.
      tellsRefusal: () => false,
    }),
  );
};

export const handler = compose(bareLambdaRuntime());
