//! What a drawing may hold: elements and attributes that only draw, by name.
//!
//! Who allows by name is not surprised by what browsers learn, or read otherwise than we do.

/// Elements that draw, or say what was drawn.
const ELEMENTS: &[&str] = &[
    "a",
    "animate",
    "animateMotion",
    "animateTransform",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "filter",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "mpath",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "set",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
];

/// Elements of SVG that no browser draws, and that programs write all the same.
const UNDRAWN: &[&str] = &[
    "altGlyphDef",
    "color-profile",
    "cursor",
    "flowDiv",
    "flowPara",
    "flowRegion",
    "flowRoot",
    "font",
    "font-face",
    "hatch",
    "meshgradient",
    "metadata",
    "solidcolor",
];

/// Attributes that are names, numbers, lists of numbers or words for readers.
const PLAIN: &str = "\
    accumulate additive amplitude aria-describedby aria-hidden aria-label aria-labelledby \
    aria-roledescription attributeName attributeType azimuth baseFrequency begin bias calcMode \
    class clipPathUnits cx cy d diffuseConstant divisor dur dx dy edgeMode elevation end exponent \
    filterRes filterUnits fr fx fy gradientTransform gradientUnits height id in in2 intercept k1 \
    k2 k3 k4 kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lang lengthAdjust \
    limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits max media \
    method min mode numOctaves offset operator order orient origin path pathLength \
    patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ \
    preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY repeatCount repeatDur \
    requiredExtensions requiredFeatures restart result role rotate rx ry scale seed side slope \
    spacing specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles \
    surfaceScale systemLanguage tableValues targetX targetY textLength type version viewBox width \
    x x1 x2 xChannelSelector xml:lang xml:space y y1 y2 yChannelSelector z zoomAndPan";

/// Attributes that are read as CSS, and values that an animation gives to them.
const PAINT: &str = "\
    alignment-baseline baseline-shift by clip clip-path clip-rule color color-interpolation \
    color-interpolation-filters color-rendering direction display dominant-baseline fill \
    fill-opacity fill-rule filter flood-color flood-opacity font font-family font-size \
    font-size-adjust font-stretch font-style font-variant font-weight from \
    glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning \
    letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type \
    mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color \
    stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin \
    stroke-miterlimit stroke-opacity stroke-width style text-anchor text-decoration \
    text-rendering to transform transform-origin unicode-bidi values vector-effect visibility \
    white-space word-spacing writing-mode";

/// What an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Names, numbers or words.
    Plain,
    /// CSS.
    Paint,
    /// An address.
    Address,
}

/// What becomes of an element of SVG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// It is published under this name.
    Drawn(&'static str),
    /// It is left out.
    Undrawn,
    /// It is refused.
    Unknown,
}

/// What becomes of an element with this name.
pub(super) fn element(name: &str) -> Element {
    if let Ok(at) = ELEMENTS.binary_search(&name) {
        return ELEMENTS.get(at).map_or(Element::Unknown, |it| Element::Drawn(it));
    }
    if UNDRAWN.contains(&name) { Element::Undrawn } else { Element::Unknown }
}

/// An attribute that is published, and what it holds; others tell nothing that is drawn.
pub(super) fn attribute(name: &str) -> Option<(&'static str, Holds)> {
    match name {
        "href" => return Some(("href", Holds::Address)),
        "xlink:href" => return Some(("xlink:href", Holds::Address)),
        _ => {}
    }
    let find = |list: &'static str| list.split(' ').find(|it| *it == name);
    find(PAINT)
        .map(|it| (it, Holds::Paint))
        .or_else(|| find(PLAIN).map(|it| (it, Holds::Plain)))
}

#[cfg(test)]
mod tests {
    use super::{ELEMENTS, Element, Holds, attribute, element};

    #[test]
    fn names_are_found_as_they_are_written() {
        assert!(ELEMENTS.is_sorted());
        assert_eq!(element("linearGradient"), Element::Drawn("linearGradient"));
        assert_eq!(element("lineargradient"), Element::Unknown);
        assert_eq!(element("metadata"), Element::Undrawn);
        assert_eq!(attribute("viewBox"), Some(("viewBox", Holds::Plain)));
        assert_eq!(attribute("writing-mode"), Some(("writing-mode", Holds::Paint)));
        assert_eq!(attribute("xml:base"), None);
        assert_eq!(attribute(""), None);
    }
}
