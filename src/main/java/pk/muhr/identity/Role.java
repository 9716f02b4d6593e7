package pk.muhr.identity;

import java.util.Arrays;
import java.util.Optional;

/** The offices that a person can be appointed to. No other role exists, whatever a token says. */
public enum Role {
    POLICY_AUTHORITY(Label.POLICY_AUTHORITY),
    SECURITY_OFFICER(Label.SECURITY_OFFICER),
    CA_ADMINISTRATOR(Label.CA_ADMINISTRATOR),
    REGISTRATION_OFFICER(Label.REGISTRATION_OFFICER),
    REVOCATION_OFFICER(Label.REVOCATION_OFFICER),
    /** Acts for one body and sees only what is that body's. */
    SUBSCRIBER(Label.SUBSCRIBER),
    /** Reads everything, does nothing, and holds no other role. */
    AUDITOR(Label.AUDITOR);

    private final String label;

    Role(String label) {
        this.label = label;
    }

    /** The name in tokens, policy files and the database. */
    public String label() {
        return label;
    }

    /** The role of that label, if there is one. */
    public static Optional<Role> ofLabel(String label) {
        return Arrays.stream(values()).filter(role -> role.label.equals(label)).findFirst();
    }

    /** Whether the role is held for one body. */
    public boolean actsForBody() {
        return this == SUBSCRIBER;
    }

    /** The labels as constants, for {@code @RolesAllowed}. */
    public static final class Label {
        public static final String POLICY_AUTHORITY = "policy-authority";
        public static final String SECURITY_OFFICER = "security-officer";
        public static final String CA_ADMINISTRATOR = "ca-administrator";
        public static final String REGISTRATION_OFFICER = "registration-officer";
        public static final String REVOCATION_OFFICER = "revocation-officer";
        public static final String SUBSCRIBER = "subscriber";
        public static final String AUDITOR = "auditor";

        private Label() {}
    }
}
