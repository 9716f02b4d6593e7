package pk.muhr.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pk.muhr.x509.Sha256;

/** A migration that databases have gone through stays as it is: Flyway starts on none that has gone through another. */
class MigrationsTest {

    @ParameterizedTest
    @CsvSource(
            value = {
                "V1__spine.sql, 0990f45004637aa2fcc7079cdaf09aa1765dbf8351d63eac7b258a85b7acddb1",
                "V2__people.sql, 0e997cbb6a1b35a1bd7716b773535e97860f15d4112f7fc7686edae0ffb9fdb0",
                "V3__policy_candidates.sql, c1cfa05d9e55d830b9452f91f3f553829f4db53b42efd9f5577f6e6bbc3d72b4",
                "V4__blocked_keys.sql, db7ec39ed43e6737c27ded9accf9af5d09a47340b1c9221635efb649b78efcf6",
                "V5__key_holders.sql, bc773f7b543dc3c8c2036ae87a2b4af314f6738493c8bdd1f0dbe88ac72f5458",
                "V6__status_events.sql, deecf470a6e9a435dab11c59cdf76079d8d03ff112af531d407a97121309e292",
                "V7__revocation_lists.sql, f482dc66f22ee8f4880b2a428b50c95128df81ef181e5a7961c513448e4c4319",
                "V8__ocsp_answers.sql, d2f6e09795d5b9e77d1248c6720ee9248ebeee2ca328b597a494c9fce1ddc78e",
                "V9__revocation_orders.sql, 673928a601e712fb57a00076039795cfd2e9673facc4bf7d97b57c297aa4a8db",
                "V10__observations.sql, 34b175c3a68859636cab684271ce317bad33db120cb33ae0409dc717901a0fe2",
                "V11__status_role.sql, 1284021a82690f3fb9cfc52f0769d06950d45a36fc885a1ca0d2574a46bdf645",
                "V12__name_proofs.sql, 8c997a3c8f15b3f4b9d7edfa880fd693353dbafbaa69ecb1c565449d99646226",
                "V13__bodies_and_officers.sql, 230c89b77a736c0e762e7e7e9dbf8293e6a213ed663c1ef24397afd9b1f8596f",
                "V14__certificate_names.sql, d48c06bcfc39c2320e39ff970a0c7e83deb512fe0a3ca952075897c4f7477b3c",
                "V15__request_decisions.sql, 809389dbf89334569f22b5c1ea4cc5a179c4ba96159f352d949195442b5031d5",
                "V16__issuance_stop.sql, b26194cf19fd9a1f7ba33b520e85d4260fce156adc53730e451e1bffa4766424",
                "V17__approval_credentials.sql, 64d2a41ddbfc731bd8d63041422701fb26d5796d6b46f636f93b16b503e8319c",
                "V18__request_batches.sql, 3349c128d665cfd5380be9994445c406fd317aba2a0b5c92db0a8f2289c452fa",
                "V19__notices.sql, e12ab20c15fff8eb06f89e407b726b1d753b335220e7a440bd82ef253c1e959a",
                "V20__decisions_that_stand.sql, 17cd44c4810cb2f5959ef3471484ae266402efcfd4c5d07cf23d5a762f10c649",
                "V21__domain_proof_end.sql, e3154d1d15190f137345b11404f33dd2e7dc7acaf94d8afec72ef27de803bc4c",
                "V22__evidence_and_renewal.sql, aa071ac94c0e0db725f5c9f6a535a40040c725802cdda3453aa5533a52956427",
                "V23__search.sql, 9c259778d38c85711afd3bb5331b01139391a62925ff3608c305149d8de30500",
                "V24__people_by_two.sql, 35d2d6bad9de0e17041b88da6cf8551b8b74d800ffd243e49055f5f324bca12d",
                "V25__audit_log.sql, 47ba2e2615b5d5b00935adf78a2b76c626dfae9c78899f266ee58d947e94ac2c",
                "V26__recovery.sql, da1e726597cc0b9ba7ceb7b057c7b98f75f41f5b253c72e234aadba1baff4195",
                "V27__log_witnesses.sql, 9f6b4159667f6be84617b8d94674de217ee433c029b178331b5caf8eed6b2c5a",
                "V28__audit_search.sql, c4eb48175eb2e5cf9260146b08968087c996ff2a551ffd8fed44f592efb879cc",
                "V29__time_stamps.sql, cd75fe95c4253025d7e7fe4cc566b003257e2976636336d712f2872c86c01700",
                "V30__audit_retention.sql, adddfb6f99268a91b7af06f765477c2e147cceffbb8a15d0511752cadc268313",
                "V31__console_sessions.sql, 3950ec7f6aea4a4252db0be51f8b2ba400ad79db10b9d23fbc2a2fa101bb8ff5",
                "V32__timestamp_role.sql, 5531abf93edd389395d02fbec182b03dda083ee8df9a5ce3b5f63d8168566d0d",
                "V33__clock_samples.sql, b135daf60746b44e0814b5b218a5a3e0d950c9059b09b09852239cf729e2cad7",
                "V34__log_stamps.sql, 318ab6ad24c7725fde1b0eace98ab190ffdfee39eb7bb2bd502f81257fed85c5",
                "V35__console_speed.sql, 669293439d537930d4e244d40e705a5a29f78b460fdba455a1f176b08d103d00",
                "V38__lists_by_hash.sql, ba9932d8d2968055bab08c04c3bc685975b900714b9a31c1114e6d913459f50c",
                "V39__removal_of_last_keys.sql, 40ed23fa13b82ac7a3c1312f0249f3e933c5135becbbec0dbb5f5ce98e0dfe19",
            })
    void isTheOneThatDatabasesHaveGoneThrough(String file, String hash) throws IOException {
        Path migration = Path.of("src", "main", "resources", "db", "migration", file);
        assertThat(Sha256.of(Files.readAllBytes(migration)).hex())
                .as(file + ": write another migration instead")
                .isEqualTo(hash);
    }
}
