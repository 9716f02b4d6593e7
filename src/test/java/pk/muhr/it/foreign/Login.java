package pk.muhr.it.foreign;

import java.io.IOException;

import pk.muhr.it.Ran;

/**
 * Logging on to nginx with the certificate; {@code curl} is who does.
 *
 * @param server nginx's own certificate
 */
record Login(Repository repository, Held server) implements Judge {

    @Override
    public String program() {
        return "curl --cert, to nginx";
    }

    @Override
    public Verdict judge(Held held) throws IOException {
        String host = server.dnsName().orElseThrow();
        try (Nginx nginx = Nginx.forThoseBelow(
                repository.rootFile(), server, held.directory().resolve("nginx-login"))) {
            Ran ran = Ran.toItsEnd(new ProcessBuilder(
                    ForeignTools.curl().toString(),
                    "-sS",
                    "--noproxy",
                    "*",
                    "--cacert",
                    repository.rootFile().toString(),
                    "--cert",
                    held.fullFile().toString(),
                    "--key",
                    held.keyFile().toString(),
                    "--resolve",
                    host + ":" + nginx.port() + ":127.0.0.1",
                    "https://" + host + ":" + nginx.port() + "/"));
            return says(held, ran.status() == 0 && ran.output().startsWith("logged in as "), ran.said());
        }
    }
}
