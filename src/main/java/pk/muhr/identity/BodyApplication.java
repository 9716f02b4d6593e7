package pk.muhr.identity;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Optional;

import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.OrganizationIdentifier;
import pk.muhr.x509.OrganizationIdentifier.Scheme;
import pk.muhr.x509.Sha256;

/**
 * What a registration officer enters of a body, from the letter of its representative. The names are what people compare,
 * so each is of one script, and no letter stands for another that looks the same (UTS 39 §5).
 *
 * @param identifiers further numbers in registers, in their canonical form
 * @param evidence of the representative's letter
 * @param contact where the body is told of its certificates, in both languages
 */
public record BodyApplication(
        BodyId id,
        LegibleText legalName,
        LegibleText legalNameUrdu,
        BodyKind kind,
        Optional<LegibleText> province,
        Optional<LegibleText> locality,
        OrganizationIdentifier organizationIdentifier,
        List<OrganizationIdentifier> identifiers,
        Sha256 evidence,
        Optional<EmailAddress> contact) {

    /** Letters of Arabic that look like those of Urdu in most fonts: yeh, alef maksura, kaf, heh. */
    private static final String ARABIC_TWINS = "\u064a\u0649\u0643\u0647";

    public BodyApplication {
        identifiers = List.copyOf(identifiers);
        require(isIn(legalName, UnicodeScript.LATIN), "legalName is in Latin letters", legalName.value());
        require(
                isIn(legalNameUrdu, UnicodeScript.ARABIC),
                "legalNameUrdu is in the letters of Urdu",
                legalNameUrdu.value());
        require(
                legalNameUrdu.value().chars().noneMatch(letter -> ARABIC_TWINS.indexOf(letter) >= 0),
                "legalNameUrdu has the Urdu letters \u06cc, \u06a9 and \u06c1, not their Arabic twins",
                legalNameUrdu.value());
        boolean ofGovernment = organizationIdentifier.scheme() == Scheme.GOV;
        require(
                kind != BodyKind.COMPANY || !ofGovernment,
                "a company has the number of a register, such as NTRPK-0012345",
                organizationIdentifier.semantics());
        require(
                kind != BodyKind.PROVINCE || organizationIdentifier.semantics().contains("+"),
                "a province has an identifier such as GOVPK+PB",
                organizationIdentifier.semantics());
    }

    private static boolean isIn(LegibleText name, UnicodeScript script) {
        return name.value().codePoints().filter(Character::isLetter).allMatch(c -> UnicodeScript.of(c) == script)
                && name.value().codePoints().anyMatch(Character::isLetter);
    }

    private static void require(boolean holds, String rule, String value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": " + LegibleText.shown(value));
        }
    }
}
