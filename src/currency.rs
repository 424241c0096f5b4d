//! The currencies that amounts are written in, as ISO 4217 lists them.

/// A currency that is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    /// As ISO 4217 writes it: `EUR`.
    pub code: &'static str,
    /// Digits of its minor unit: 2 for cents, 0 where there is none.
    pub digits: u8,
    /// In English.
    pub name: &'static str,
}

impl Currency {
    /// The currency of this code, if it is in use.
    pub fn of(code: &str) -> Option<&'static Self> {
        ALL.iter().find(|currency| currency.code == code)
    }

    /// Digits of the minor unit of a currency by its code. One that is not in the list has 2, as
    /// nearly all have.
    pub fn digits_of(code: &str) -> u8 {
        Self::of(code).map_or(2, |currency| currency.digits)
    }

    /// Every currency, by its code.
    pub const fn all() -> &'static [Self] {
        ALL
    }
}

const fn currency(code: &'static str, digits: u8, name: &'static str) -> Currency {
    Currency { code, digits, name }
}

const ALL: &[Currency] = &[
    currency("AED", 2, "United Arab Emirates dirham"),
    currency("AFN", 2, "Afghani"),
    currency("ALL", 2, "Albanian lek"),
    currency("AMD", 2, "Armenian dram"),
    currency("AOA", 2, "Angolan kwanza"),
    currency("ARS", 2, "Argentine peso"),
    currency("AUD", 2, "Australian dollar"),
    currency("AWG", 2, "Aruban florin"),
    currency("AZN", 2, "Azerbaijan manat"),
    currency("BAM", 2, "Bosnian convertible mark"),
    currency("BBD", 2, "Barbados dollar"),
    currency("BDT", 2, "Bangladeshi taka"),
    currency("BGN", 2, "Bulgarian lev"),
    currency("BHD", 3, "Bahraini dinar"),
    currency("BIF", 0, "Burundi franc"),
    currency("BMD", 2, "Bermudian dollar"),
    currency("BND", 2, "Brunei dollar"),
    currency("BOB", 2, "Bolivian boliviano"),
    currency("BRL", 2, "Brazilian real"),
    currency("BSD", 2, "Bahamian dollar"),
    currency("BTN", 2, "Bhutanese ngultrum"),
    currency("BWP", 2, "Botswana pula"),
    currency("BYN", 2, "Belarusian ruble"),
    currency("BZD", 2, "Belize dollar"),
    currency("CAD", 2, "Canadian dollar"),
    currency("CDF", 2, "Congolese franc"),
    currency("CHF", 2, "Swiss franc"),
    currency("CLP", 0, "Chilean peso"),
    currency("CNY", 2, "Chinese yuan"),
    currency("COP", 2, "Colombian peso"),
    currency("CRC", 2, "Costa Rican colón"),
    currency("CUP", 2, "Cuban peso"),
    currency("CVE", 2, "Cabo Verde escudo"),
    currency("CZK", 2, "Czech koruna"),
    currency("DJF", 0, "Djibouti franc"),
    currency("DKK", 2, "Danish krone"),
    currency("DOP", 2, "Dominican peso"),
    currency("DZD", 2, "Algerian dinar"),
    currency("EGP", 2, "Egyptian pound"),
    currency("ERN", 2, "Eritrean nakfa"),
    currency("ETB", 2, "Ethiopian birr"),
    currency("EUR", 2, "Euro"),
    currency("FJD", 2, "Fiji dollar"),
    currency("FKP", 2, "Falkland Islands pound"),
    currency("GBP", 2, "Pound sterling"),
    currency("GEL", 2, "Georgian lari"),
    currency("GHS", 2, "Ghana cedi"),
    currency("GIP", 2, "Gibraltar pound"),
    currency("GMD", 2, "Gambian dalasi"),
    currency("GNF", 0, "Guinean franc"),
    currency("GTQ", 2, "Guatemalan quetzal"),
    currency("GYD", 2, "Guyana dollar"),
    currency("HKD", 2, "Hong Kong dollar"),
    currency("HNL", 2, "Honduran lempira"),
    currency("HTG", 2, "Haitian gourde"),
    currency("HUF", 2, "Hungarian forint"),
    currency("IDR", 2, "Indonesian rupiah"),
    currency("ILS", 2, "Israeli shekel"),
    currency("INR", 2, "Indian rupee"),
    currency("IQD", 3, "Iraqi dinar"),
    currency("IRR", 2, "Iranian rial"),
    currency("ISK", 0, "Icelandic króna"),
    currency("JMD", 2, "Jamaican dollar"),
    currency("JOD", 3, "Jordanian dinar"),
    currency("JPY", 0, "Japanese yen"),
    currency("KES", 2, "Kenyan shilling"),
    currency("KGS", 2, "Kyrgyz som"),
    currency("KHR", 2, "Cambodian riel"),
    currency("KMF", 0, "Comorian franc"),
    currency("KPW", 2, "North Korean won"),
    currency("KRW", 0, "South Korean won"),
    currency("KWD", 3, "Kuwaiti dinar"),
    currency("KYD", 2, "Cayman Islands dollar"),
    currency("KZT", 2, "Kazakh tenge"),
    currency("LAK", 2, "Lao kip"),
    currency("LBP", 2, "Lebanese pound"),
    currency("LKR", 2, "Sri Lanka rupee"),
    currency("LRD", 2, "Liberian dollar"),
    currency("LSL", 2, "Lesotho loti"),
    currency("LYD", 3, "Libyan dinar"),
    currency("MAD", 2, "Moroccan dirham"),
    currency("MDL", 2, "Moldovan leu"),
    currency("MGA", 2, "Malagasy ariary"),
    currency("MKD", 2, "Macedonian denar"),
    currency("MMK", 2, "Myanmar kyat"),
    currency("MNT", 2, "Mongolian tugrik"),
    currency("MOP", 2, "Macanese pataca"),
    currency("MRU", 2, "Mauritanian ouguiya"),
    currency("MUR", 2, "Mauritius rupee"),
    currency("MVR", 2, "Maldivian rufiyaa"),
    currency("MWK", 2, "Malawi kwacha"),
    currency("MXN", 2, "Mexican peso"),
    currency("MYR", 2, "Malaysian ringgit"),
    currency("MZN", 2, "Mozambican metical"),
    currency("NAD", 2, "Namibia dollar"),
    currency("NGN", 2, "Nigerian naira"),
    currency("NIO", 2, "Nicaraguan córdoba"),
    currency("NOK", 2, "Norwegian krone"),
    currency("NPR", 2, "Nepalese rupee"),
    currency("NZD", 2, "New Zealand dollar"),
    currency("OMR", 3, "Omani rial"),
    currency("PAB", 2, "Panamanian balboa"),
    currency("PEN", 2, "Peruvian sol"),
    currency("PGK", 2, "Papua New Guinean kina"),
    currency("PHP", 2, "Philippine peso"),
    currency("PKR", 2, "Pakistan rupee"),
    currency("PLN", 2, "Polish złoty"),
    currency("PYG", 0, "Paraguayan guaraní"),
    currency("QAR", 2, "Qatari riyal"),
    currency("RON", 2, "Romanian leu"),
    currency("RSD", 2, "Serbian dinar"),
    currency("RUB", 2, "Russian ruble"),
    currency("RWF", 0, "Rwanda franc"),
    currency("SAR", 2, "Saudi riyal"),
    currency("SBD", 2, "Solomon Islands dollar"),
    currency("SCR", 2, "Seychelles rupee"),
    currency("SDG", 2, "Sudanese pound"),
    currency("SEK", 2, "Swedish krona"),
    currency("SGD", 2, "Singapore dollar"),
    currency("SHP", 2, "Saint Helena pound"),
    currency("SLE", 2, "Sierra Leonean leone"),
    currency("SOS", 2, "Somali shilling"),
    currency("SRD", 2, "Surinam dollar"),
    currency("SSP", 2, "South Sudanese pound"),
    currency("STN", 2, "São Tomé dobra"),
    currency("SVC", 2, "Salvadoran colón"),
    currency("SYP", 2, "Syrian pound"),
    currency("SZL", 2, "Swazi lilangeni"),
    currency("THB", 2, "Thai baht"),
    currency("TJS", 2, "Tajik somoni"),
    currency("TMT", 2, "Turkmen manat"),
    currency("TND", 3, "Tunisian dinar"),
    currency("TOP", 2, "Tongan paʻanga"),
    currency("TRY", 2, "Turkish lira"),
    currency("TTD", 2, "Trinidad and Tobago dollar"),
    currency("TWD", 2, "New Taiwan dollar"),
    currency("TZS", 2, "Tanzanian shilling"),
    currency("UAH", 2, "Ukrainian hryvnia"),
    currency("UGX", 0, "Uganda shilling"),
    currency("USD", 2, "US dollar"),
    currency("UYU", 2, "Uruguayan peso"),
    currency("UZS", 2, "Uzbekistan sum"),
    currency("VES", 2, "Venezuelan bolívar"),
    currency("VND", 0, "Vietnamese dong"),
    currency("VUV", 0, "Vanuatu vatu"),
    currency("WST", 2, "Samoan tala"),
    currency("XAF", 0, "Central African CFA franc"),
    currency("XCD", 2, "East Caribbean dollar"),
    currency("XCG", 2, "Caribbean guilder"),
    currency("XOF", 0, "West African CFA franc"),
    currency("XPF", 0, "CFP franc"),
    currency("YER", 2, "Yemeni rial"),
    currency("ZAR", 2, "South African rand"),
    currency("ZMW", 2, "Zambian kwacha"),
    currency("ZWG", 2, "Zimbabwe gold"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_currency_stands_once_and_in_order() {
        assert!(ALL.is_sorted_by(|one, next| one.code < next.code));
        assert!(ALL.iter().all(|it| it.code.len() == 3 && it.digits <= 3 && !it.name.is_empty()));
    }

    #[test]
    fn a_minor_unit_has_none_two_or_three_digits() {
        assert_eq!(["JPY", "EUR", "KWD"].map(Currency::digits_of), [0, 2, 3]);
        assert_eq!(Currency::of("XXX"), None);
        assert_eq!(Currency::digits_of("XXX"), 2);
    }
}
