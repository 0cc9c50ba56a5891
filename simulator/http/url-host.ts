/** How a URL names the address that a server listens on; a server on every address is reached on this machine's own. */
export const urlHost = (listenAddress: string): string => {
  if (listenAddress === '0.0.0.0') return '127.0.0.1';
  if (listenAddress === '::') return '[::1]';
  return listenAddress.includes(':') ? `[${listenAddress}]` : listenAddress;
};
