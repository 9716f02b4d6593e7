package pk.muhr.it.foreign;

import java.util.List;

/** Who judges which kind of certificate. */
final class Judges {

    private final Repository repository;
    private final Nginx proxy;
    private final Held server;
    private final Held signer;

    /**
     * @param proxy leads to the addresses inside certificates
     * @param server what nginx has where others log on
     * @param signer of the document on which a time-stamp is put
     */
    Judges(Repository repository, Nginx proxy, Held server, Held signer) {
        this.repository = repository;
        this.proxy = proxy;
        this.server = server;
        this.signer = signer;
    }

    /** Everyone who judges certificates of this kind; all must accept. */
    List<Judge> of(Kind kind) {
        return switch (kind.type()) {
            case "TLS server" -> List.of(path("sslserver"), tlsServer(), zlint());
            case "e-mail" -> List.of(path("smimesign"), mail(), zlint());
            case "authentication" -> List.of(path("sslclient"), login(), zlint());
            case "digital signature", "eSeal" -> List.of(path("any"), document(), zlint());
            case "code signing" -> List.of(path("any"), jar(), windowsProgram(), zlint());
            case "time-stamping" -> List.of(path("timestampsign"), timeStamp(), stampedDocument(), zlint());
            default -> throw new IllegalArgumentException("nobody judges " + kind.type());
        };
    }

    Judge path(String purpose) {
        return new OpenSslJudges.PathTo(repository, purpose);
    }

    Judge tlsServer() {
        return new OpenSslJudges.TlsServer(repository);
    }

    Judge mail() {
        return new OpenSslJudges.Mail(repository);
    }

    Judge login() {
        return new Login(repository, server);
    }

    Judge document() {
        return new Pades.Document(repository, proxy);
    }

    Judge jar() {
        return new CodeJudges.Jar(repository, proxy);
    }

    Judge windowsProgram() {
        return new CodeJudges.WindowsProgram(repository);
    }

    Judge timeStamp() {
        return new OpenSslJudges.TimeStamp(repository);
    }

    Judge stampedDocument() {
        return new Pades.StampedDocument(repository, proxy, signer);
    }

    Judge zlint() {
        return new Zlint.OfCertificate();
    }
}
