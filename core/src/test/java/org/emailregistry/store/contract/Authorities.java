package org.emailregistry.store.contract;

/** Certificates of authorities, in PEM. Nobody has their keys. */
final class Authorities {
    private Authorities() {}

    static final String FIRST = """
            -----BEGIN CERTIFICATE-----
            MIIBijCCATGgAwIBAgIUfZBvIFaO2pUGscl9VauRXSNrn9owCgYIKoZIzj0EAwIw
            GjEYMBYGA1UEAwwPZmlyc3QgYXV0aG9yaXR5MCAXDTI2MTEyNTE4NDAxNVoYDzIx
            MjYxMTAxMTg0MDE1WjAaMRgwFgYDVQQDDA9maXJzdCBhdXRob3JpdHkwWTATBgcq
            hkjOPQIBBggqhkjOPQMBBwNCAAQKWTZGlhcM6vyhapmGQsJTpzqrgEZAbcxSV4+/
            HrkXKS0E84KN831E+hqYTugGyYzAITxdjMuy0br6oF/L8qlmo1MwUTAdBgNVHQ4E
            FgQU+m56TdK33b8zhfh1bdI1UttHx6QwHwYDVR0jBBgwFoAU+m56TdK33b8zhfh1
            bdI1UttHx6QwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBcl8kF
            Whm45A7aguIEX7sTeYtLBy/SmofR26bnItxdKAIgZf/vFe3yxFUk1cZlXW9589XW
            X8sEr/dM/VpPzj1smDI=
            -----END CERTIFICATE-----
            """;

    static final String SECOND = """
            -----BEGIN CERTIFICATE-----
            MIIBjTCCATOgAwIBAgIUM8n9RzImL7Xy5ph5nhmprmXtKvcwCgYIKoZIzj0EAwIw
            GzEZMBcGA1UEAwwQc2Vjb25kIGF1dGhvcml0eTAgFw0yNjExMjUxODQwMTVaGA8y
            MTI2MTEwMTE4NDAxNVowGzEZMBcGA1UEAwwQc2Vjb25kIGF1dGhvcml0eTBZMBMG
            ByqGSM49AgEGCCqGSM49AwEHA0IABAGGS3aX3wRg/9443MKPlLzd9DiLcN/llORo
            GUbLRpiuham50o4XBekryjYMZTnC1HQdPfDE7gKUyCdnVfIFgxSjUzBRMB0GA1Ud
            DgQWBBQIHEst9IvSNuRtcg8RRkeNmhAU3TAfBgNVHSMEGDAWgBQIHEst9IvSNuRt
            cg8RRkeNmhAU3TAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIDLy
            pxn/UtrVkZEPvqFgCyqD2QHLZ7hUSfmRsY1swT5PAiEAhY/7/riM0Lvxa+aQMglk
            G6HEv+M1g7TPu6QmKTtY81w=
            -----END CERTIFICATE-----
            """;
}
