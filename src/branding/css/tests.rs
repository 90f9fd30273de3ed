use super::CustomCss;

fn written(text: &str) -> String {
    CustomCss::parse(text).unwrap().text().to_owned()
}

fn first_fault(text: &str) -> (usize, usize, String) {
    let mut faults = CustomCss::parse(text).unwrap_err();
    let first = faults.remove(0);
    (first.line, first.column, first.sentence)
}

#[test]
fn what_is_allowed_is_written_anew() {
    assert_eq!(written(""), "");
    assert_eq!(
        written(
            "/* ours */ .field > label , h1:hover\n{ color : #1F4bd8 ; letter-spacing:-.02em;; }"
        ),
        ".field>label,h1:hover{color:#1F4bd8;letter-spacing:-.02em;}\n"
    );
    assert_eq!(
        written(
            "@media (min-width: 40rem) and (prefers-color-scheme:dark) { .heading p { margin: 0 1px; } }"
        ),
        "@media (min-width:40rem) and (prefers-color-scheme:dark){.heading p{margin:0 1px;}\n}\n"
    );
    assert_eq!(
        written("button.secondary{box-shadow:0 1px 2px rgb(0 0 0 / 6%)}"),
        "button.secondary{box-shadow:0 1px 2px rgb(0 0 0 / 6%);}\n"
    );
}

#[test]
fn whatever_could_load_script_or_get_out_is_a_fault_with_its_place() {
    for (text, line, column, words) in [
        (
            "h1{background-color:url(https://x)}",
            1,
            21,
            "`url(` may not be called; allowed: hsl, rgb",
        ),
        ("h1{color:expression(alert(1))}", 1, 10, "may not be called"),
        ("h1{color:var(--x)}", 1, 10, "may not be called"),
        ("h1{background:red}", 1, 4, "`background` can't be set; allowed: background-color"),
        ("h1{\n  position: fixed;\n}", 2, 3, "`position` can't be set"),
        ("h1{content:\"x\"}", 1, 4, "`content` can't be set"),
        ("h1{color:\"x\"}", 1, 10, "`\"` may not stand in a value"),
        ("@import \"x\";", 1, 1, "allowed: @media"),
        ("@import url(//x);h1{color:red}", 1, 1, "allowed: @media"),
        ("@font-face{}", 1, 1, "allowed: @media"),
        ("@media print{}", 1, 8, "is no condition; allowed: (prefers-color-scheme"),
        ("@media (min-width:1rem){@media (min-width:2rem){}}", 1, 25, "not within another"),
        ("@media (min-width:1rem){h1{color:red}", 1, 38, "`@media` is not closed"),
        ("</style><script>", 1, 1, "`<` can't be selected; allowed: elements a, body"),
        ("h1{color:red</style>}", 1, 13, "`<` may not stand"),
        ("h1{color:\\72 ed}", 1, 10, "`\\` may not stand"),
        ("h1\\31{color:red}", 1, 3, "`\\` may not stand in a selector"),
        ("h1{color:red !important}", 1, 14, "`!` may not stand"),
        ("h1{margin:-1px}", 1, 11, "less than nothing"),
        ("h1{margin:1vw}", 1, 11, "`vw` is not a unit; allowed: %, ch"),
        ("h1{margin:1.2.3px}", 1, 11, "is no number"),
        ("h1{color:#12}", 1, 10, "may not stand in a value"),
        ("h1{--accent:red}", 1, 4, "`-` can't be set"),
        ("input[value^=a]{color:red}", 1, 6, "`[` may not stand in a selector"),
        ("script{color:red}", 1, 1, "can't be selected"),
        (".unseen{color:red}", 1, 2, "`unseen` can't be selected"),
        ("a:visited{color:red}", 1, 3, "can't be selected"),
        ("*{color:red}", 1, 1, "can't be selected"),
        ("a a a a a{color:red}", 1, 9, "more than 4"),
        ("a>{color:red}", 1, 3, "nothing follows `>`"),
        ("h1{color:red", 1, 13, "a `}` is missing"),
        ("h1{color}", 1, 9, "a `:` is missing"),
        ("h1{color:}", 1, 10, "`color` has no value"),
        ("h1", 1, 3, "a `{` is missing"),
        ("}", 1, 1, "closes nothing"),
        ("h1{color:é}", 1, 10, "`é` may not stand"),
        ("h1{color:rgb(calc(1))}", 1, 14, "may not stand in rgb"),
        ("/* not closed h1{}", 0, 0, ""),
    ] {
        if line == 0 {
            assert_eq!(written(text), "");
            continue;
        }
        let (at_line, at_column, sentence) = first_fault(text);
        assert!(sentence.contains(words), "{text}: {sentence}");
        assert_eq!((at_line, at_column), (line, column), "{text}: {sentence}");
    }
}

#[test]
fn every_fault_is_found() {
    let faults = CustomCss::parse("h1{position:fixed;float:left}\nul{color:red}\nh2{color:url(x)}")
        .unwrap_err();
    let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [1, 1, 2, 3], "{faults:?}");
}

#[test]
fn it_may_be_25_kb_long() {
    let rule = "h1{color:red}\n";
    assert!(CustomCss::parse(&rule.repeat(25 * 1024 / rule.len())).is_ok());
    let (_, _, sentence) = first_fault(&rule.repeat(25 * 1024 / rule.len() + 1));
    assert!(sentence.contains("allowed: up to 25600"), "{sentence}");
}
