/*
 * The keys of "openssl ecparam -genkey" on one machine: ec BITS WORD BIG FILE FROM TO
 * gcc -O2 -march=native ec.c -o ec -lcrypto
 */
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <stdio.h>
#include <stdlib.h>

#include "flawed-openssl.h"

int main(int argc, char **argv) {
    if (argc != 7) return 2;
    int bits = atoi(argv[1]), to = atoi(argv[6]);
    EC_GROUP *curve = EC_GROUP_new_by_curve_name(bits == 256 ? NID_X9_62_prime256v1 : NID_secp384r1);
    const BIGNUM *order = EC_GROUP_get0_order(curve);
    BIGNUM *scalar = BN_new();
    EC_POINT *point = EC_POINT_new(curve);
    for (int pid = atoi(argv[5]); pid < to; pid++) {
        generator g;
        uint8_t octets[48];
        start(&g, pid, atoi(argv[2]), atoi(argv[3]), atoi(argv[4]));
        do {
            random_number(&g, octets, bits / 8);
            BN_bin2bn(octets, bits / 8, scalar);
        } while (BN_cmp(scalar, order) >= 0 || BN_is_zero(scalar));
        EC_POINT_mul(curve, point, scalar, NULL, NULL, NULL);
        char line[256], *hex = EC_POINT_point2hex(curve, point, POINT_CONVERSION_UNCOMPRESSED, NULL);
        print_hash(line, sprintf(line, "Point=%s\n", hex), pid);
        OPENSSL_free(hex);
    }
    return 0;
}
