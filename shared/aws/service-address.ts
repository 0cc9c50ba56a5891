/** The environment of the process, read anew for each request. */
export type AwsEnvironment = Readonly<Record<string, string | undefined>>;

/** Where requests go, and the region that signs them. */
export type ServiceAddress = Readonly<{ url: URL; region: string }>;

/** The ends of host names that differ from `amazonaws.com`, by how the regions of the partition begin. */
const SUFFIXES: Readonly<Record<string, string>> = {
  'cn-': 'amazonaws.com.cn',
  'eusc-': 'amazonaws.eu',
  'us-iso-': 'c2s.ic.gov',
  'us-isob-': 'sc2s.sgov.gov',
  'us-isof-': 'csp.hci.ic.gov',
  'eu-isoe-': 'cloud.adc-e.uk',
};

/**
 * Finds a service by its own variable (`AWS_ENDPOINT_URL_DYNAMODB`), by `AWS_ENDPOINT_URL`, or by its name, the region and
 * the partition, as the SDK does.
 *
 * @param name the first label of the service's host
 * @throws {Error} without `AWS_REGION`, and when FIPS or dual stack is asked for without an address: requests must not go
 *   elsewhere in silence.
 */
export const serviceAddress = (
  { name, endpointVariable }: Readonly<{ name: string; endpointVariable: string }>,
  environment: AwsEnvironment,
): ServiceAddress => {
  const region = environment['AWS_REGION'];
  if (!region) throw new Error('missing in the environment: AWS_REGION');
  const given = environment[endpointVariable] || environment['AWS_ENDPOINT_URL'];
  if (given) return { url: new URL(given), region };
  for (const variable of ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])
    if (environment[variable] === 'true')
      throw new Error(`${variable} needs an address in ${endpointVariable}`);
  return { url: new URL(`https://${name}.${region}.${suffixOf(region)}/`), region };
};

const suffixOf = (region: string): string => {
  const prefix = Object.keys(SUFFIXES).find((beginning) => region.startsWith(beginning));
  return (prefix && SUFFIXES[prefix]) ?? 'amazonaws.com';
};
