package pk.muhr.hsm;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/** The configured tokens. One that is absent or refuses its PIN is no trouble for the others. */
@ApplicationScoped
public class Tokens {

    private final HsmConfiguration configuration;
    private final Map<String, Token> tokens;

    Tokens(HsmConfiguration configuration) {
        this.configuration = configuration;
        Map<String, Token> byLabel = new TreeMap<>();
        configuration
                .tokens()
                .keySet()
                .forEach(label -> byLabel.put(label, new Token(new TokenLabel(label), configuration)));
        this.tokens = Collections.unmodifiableMap(byLabel);
    }

    /** The tokens of a command that runs beside the service, without the framework; its caller closes each. */
    public static Tokens of(HsmConfiguration configuration) {
        return new Tokens(configuration);
    }

    /**
     * The token of this label, logged in at its first use.
     *
     * @throws TokenUnavailable when none is configured under this label
     */
    public Token token(TokenLabel label) {
        Token token = tokens.get(label.value());
        if (token == null) {
            throw new TokenUnavailable("no token '" + label + "' is configured; set muhr.hsm.tokens.\"" + label
                    + "\".pin-file. Configured: " + tokens.keySet());
        }
        return token;
    }

    /** All configured tokens, present or not. */
    public List<Token> all() {
        return List.copyOf(tokens.values());
    }

    /** The initialised tokens that the module shows now, configured or not; nothing is logged in for it. */
    public List<TokenInfo> present() {
        return Pkcs11Module.load(ModuleConfiguration.read(configuration).library())
                .tokens();
    }

    @PreDestroy
    void close() {
        tokens.values().forEach(Token::close);
    }
}
