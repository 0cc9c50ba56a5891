// A domain of your own before the API (docs/stack.md, A domain of your own). The gateway's own address is closed then, or every
// limit that stands before the domain could be passed by.

/** @returns {boolean} whether the API has a domain of its own */
export const hasDomain = ({ domainName }) => domainName !== '';

/** Adds the domain to a template, and to its outputs where to point the DNS record. */
export const addDomain = (template, settings) => {
  if (!hasDomain(settings)) return;
  const { domainName, certificateArn } = settings;
  Object.assign(template.Resources, {
    ApiDomain: {
      Type: 'AWS::ApiGatewayV2::DomainName',
      Properties: {
        DomainName: domainName,
        DomainNameConfigurations: [
          { CertificateArn: certificateArn, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
        ],
      },
    },
    ApiDomainMapping: {
      Type: 'AWS::ApiGatewayV2::ApiMapping',
      // The stage is referred to by its name, so nothing else makes CloudFormation wait for it.
      DependsOn: ['HttpApiStage'],
      Properties: {
        ApiId: { Ref: 'HttpApi' },
        DomainName: { Ref: 'ApiDomain' },
        Stage: '$default',
      },
    },
  });
  template.Outputs.HttpApiUrl.Value = `https://${domainName}`;
  template.Outputs.HttpApiDomainTarget = {
    Description: 'Point the DNS record (CNAME or alias) of your domain here',
    Value: { 'Fn::GetAtt': ['ApiDomain', 'RegionalDomainName'] },
  };
  template.Outputs.HttpApiDomainZone = {
    Description: 'Hosted zone of that target, for an alias record of Route 53',
    Value: { 'Fn::GetAtt': ['ApiDomain', 'RegionalHostedZoneId'] },
  };
};
