import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { serviceAddress } from '../../../shared/aws/service-address.ts';

const DYNAMODB = { name: 'dynamodb', endpointVariable: 'AWS_ENDPOINT_URL_DYNAMODB' };
const SECRETS = { name: 'secretsmanager', endpointVariable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER' };

const hrefOf = (service: typeof DYNAMODB, environment: Record<string, string>): string =>
  serviceAddress(service, environment).url.href;

describe('the address of a service', () => {
  it.each([
    ['eu-central-1', 'amazonaws.com'],
    ['us-east-1', 'amazonaws.com'],
    ['ap-southeast-99', 'amazonaws.com'],
    ['cn-north-1', 'amazonaws.com.cn'],
    ['cn-northwest-1', 'amazonaws.com.cn'],
    ['us-gov-west-1', 'amazonaws.com'],
    ['eusc-de-east-1', 'amazonaws.eu'],
    ['us-iso-east-1', 'c2s.ic.gov'],
    ['us-isob-east-1', 'sc2s.sgov.gov'],
    ['us-isof-south-1', 'csp.hci.ic.gov'],
    ['eu-isoe-west-1', 'cloud.adc-e.uk'],
  ])('in %s ends in %s, as the SDK has it', (region, suffix) => {
    const parameters = { Region: region, UseFIPS: false, UseDualStack: false };
    const sdkClients = [new DynamoDBClient({ region }), new SecretsManagerClient({ region })];

    const addresses = [DYNAMODB, SECRETS].map((service) => hrefOf(service, { AWS_REGION: region }));

    expect(addresses).toEqual([
      `https://dynamodb.${region}.${suffix}/`,
      `https://secretsmanager.${region}.${suffix}/`,
    ]);
    expect(addresses).toEqual(sdkClients.map(({ config }) => config.endpointProvider(parameters).url.href));
  });

  it('is that of its own variable, then that for all services', () => {
    const own = {
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566/all',
    };
    const environment = { AWS_REGION: 'local', ...own };

    expect(hrefOf(DYNAMODB, environment)).toBe('http://127.0.0.1:8000/');
    expect(hrefOf(SECRETS, environment)).toBe('http://127.0.0.1:4566/all');
    expect(serviceAddress(SECRETS, environment).region).toBe('local');
  });

  it('is not known without a region', () => {
    expect(() => serviceAddress(DYNAMODB, {})).toThrow('missing in the environment: AWS_REGION');
  });

  it.each(['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])('has to be given with %s', (variable) => {
    const environment = { AWS_REGION: 'us-east-1', [variable]: 'true' };
    const given = 'https://dynamodb-fips.us-east-1.amazonaws.com/';

    expect(() => serviceAddress(DYNAMODB, environment)).toThrow(
      `${variable} needs an address in AWS_ENDPOINT_URL_DYNAMODB`,
    );
    expect(hrefOf(DYNAMODB, { ...environment, AWS_ENDPOINT_URL_DYNAMODB: given })).toBe(given);
    expect(hrefOf(DYNAMODB, { ...environment, [variable]: 'false' })).toBe(
      'https://dynamodb.us-east-1.amazonaws.com/',
    );
  });
});
