type Machine = Readonly<{ platform: string; arch: string; version: string; execPath: string }>;
export declare const chooseNode: (modules: string, own?: Machine) => { binary: string } | { fault: string };
