package pk.muhr.identity;

import java.util.Optional;
import java.util.regex.Pattern;

import pk.muhr.x509.OrganizationIdentifier;

/**
 * A government body or company that certificates are issued to, as its own register knows it. What a certificate says
 * of an organisation comes from here and never from a request.
 *
 * @param country ISO 3166-1 code of two capital letters
 * @param organizationIdentifier scheme, country and number of a register ({@code NTRPK-0123456}), or {@code GOVPK} for a
 *     government entity without one (ETSI EN 319 412-1 §5.1.4; S/MIME BR appendix A); kept in its canonical form
 * @param state where it stands in the register
 */
public record Body(
        BodyId id,
        String legalName,
        String country,
        Optional<String> stateOrProvince,
        Optional<String> locality,
        String organizationIdentifier,
        BodyState state) {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    public Body {
        if (legalName.isBlank() || legalName.length() > 200) {
            throw new IllegalArgumentException("a body has a legal name of at most 200 characters");
        }
        if (!COUNTRY.matcher(country).matches()) {
            throw new IllegalArgumentException("a country is two capital letters (ISO 3166-1): " + country);
        }
        organizationIdentifier =
                OrganizationIdentifier.of(organizationIdentifier).semantics();
    }

    /** An active one. */
    public Body(
            BodyId id,
            String legalName,
            String country,
            Optional<String> stateOrProvince,
            Optional<String> locality,
            String organizationIdentifier) {
        this(id, legalName, country, stateOrProvince, locality, organizationIdentifier, new BodyState.Active());
    }
}
