package pk.muhr.lint.name;

import java.text.Normalizer;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;

/** Attributes are composed text (NFC) without control and format characters. */
final class SubjectLegible extends CertificateRule {

    SubjectLegible() {
        super("subject-legible", "BR §7.1.4.2, UTS 39 §3.1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (SubjectAttribute attribute : s.attributes()) {
            String value = attribute.value();
            if (!isAscii(value) && (!Normalizer.isNormalized(value, Normalizer.Form.NFC) || hides(value))) {
                return Optional.of(attribute.name() + " is not composed text, or hides characters");
            }
            if (value.chars().anyMatch(Character::isISOControl)) {
                return Optional.of(attribute.name() + " holds a control character");
            }
        }
        return Optional.empty();
    }

    private static boolean isAscii(String value) {
        for (int at = 0; at < value.length(); at++) {
            if (value.charAt(at) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean hides(String value) {
        return value.codePoints().anyMatch(point -> {
            int type = Character.getType(point);
            return type == Character.FORMAT || type == Character.PRIVATE_USE || type == Character.UNASSIGNED;
        });
    }
}
