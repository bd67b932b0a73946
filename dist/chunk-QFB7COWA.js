import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  UserError,
  __commonJS,
  __esm,
  __export,
  __name,
  __toCommonJS,
  __toESM,
  age,
  array,
  boolean,
  bytes,
  check,
  count,
  debug,
  delta,
  deltaBeside,
  duration,
  error,
  finite,
  getDotPath,
  group,
  info,
  integer,
  is,
  isNoise,
  literal,
  maxLength,
  messageOf,
  minValue,
  notice,
  nullable,
  number,
  object,
  optional,
  parse,
  percent,
  picklist,
  pipe,
  record,
  regex,
  safeInteger,
  safeParse,
  string,
  variant,
  warning
} from "./chunk-XTJYSXLH.js";

// node_modules/dockerfile-ast/lib/argument.js
var require_argument = __commonJS({
  "node_modules/dockerfile-ast/lib/argument.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Argument = void 0;
    var Argument = class {
      static {
        __name(this, "Argument");
      }
      constructor(value, range) {
        this.value = value;
        this.range = range;
      }
      toString() {
        return this.value;
      }
      getRange() {
        return this.range;
      }
      getValue() {
        return this.value;
      }
      isAfter(position) {
        if (this.range.end.line < position.line) {
          return false;
        }
        return this.range.start.line > position.line ? true : this.range.start.character > position.character;
      }
      isBefore(position) {
        if (this.range.start.line < position.line) {
          return true;
        }
        return this.range.end.line > position.line ? false : this.range.end.character < position.character;
      }
    };
    exports.Argument = Argument;
  }
});

// node_modules/dockerfile-ast/lib/jsonArgument.js
var require_jsonArgument = __commonJS({
  "node_modules/dockerfile-ast/lib/jsonArgument.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.JSONArgument = void 0;
    var argument_1 = require_argument();
    var JSONArgument = class extends argument_1.Argument {
      static {
        __name(this, "JSONArgument");
      }
      constructor(value, range, jsonRange) {
        super(value, range);
        this.jsonRange = jsonRange;
      }
      getJSONRange() {
        return this.jsonRange;
      }
      getJSONValue() {
        let value = super.getValue();
        value = value.substring(1, value.length - 1);
        return value;
      }
    };
    exports.JSONArgument = JSONArgument;
  }
});

// node_modules/vscode-languageserver-types/lib/esm/main.js
var main_exports = {};
__export(main_exports, {
  AnnotatedTextEdit: () => AnnotatedTextEdit,
  ApplyKind: () => ApplyKind,
  ChangeAnnotation: () => ChangeAnnotation,
  ChangeAnnotationIdentifier: () => ChangeAnnotationIdentifier,
  CodeAction: () => CodeAction,
  CodeActionContext: () => CodeActionContext,
  CodeActionKind: () => CodeActionKind,
  CodeActionTag: () => CodeActionTag,
  CodeActionTriggerKind: () => CodeActionTriggerKind,
  CodeDescription: () => CodeDescription,
  CodeLens: () => CodeLens,
  Color: () => Color,
  ColorInformation: () => ColorInformation,
  ColorPresentation: () => ColorPresentation,
  Command: () => Command,
  CompletionItem: () => CompletionItem,
  CompletionItemKind: () => CompletionItemKind,
  CompletionItemLabelDetails: () => CompletionItemLabelDetails,
  CompletionItemTag: () => CompletionItemTag,
  CompletionList: () => CompletionList,
  CreateFile: () => CreateFile,
  DeleteFile: () => DeleteFile,
  Diagnostic: () => Diagnostic,
  DiagnosticRelatedInformation: () => DiagnosticRelatedInformation,
  DiagnosticSeverity: () => DiagnosticSeverity,
  DiagnosticTag: () => DiagnosticTag,
  DocumentHighlight: () => DocumentHighlight,
  DocumentHighlightKind: () => DocumentHighlightKind,
  DocumentLink: () => DocumentLink,
  DocumentSymbol: () => DocumentSymbol,
  DocumentUri: () => DocumentUri,
  EOL: () => EOL,
  FoldingRange: () => FoldingRange,
  FoldingRangeKind: () => FoldingRangeKind,
  FormattingOptions: () => FormattingOptions,
  Hover: () => Hover,
  InlayHint: () => InlayHint,
  InlayHintKind: () => InlayHintKind,
  InlayHintLabelPart: () => InlayHintLabelPart,
  InlineCompletionContext: () => InlineCompletionContext,
  InlineCompletionItem: () => InlineCompletionItem,
  InlineCompletionList: () => InlineCompletionList,
  InlineCompletionTriggerKind: () => InlineCompletionTriggerKind,
  InlineValueContext: () => InlineValueContext,
  InlineValueEvaluatableExpression: () => InlineValueEvaluatableExpression,
  InlineValueText: () => InlineValueText,
  InlineValueVariableLookup: () => InlineValueVariableLookup,
  InsertReplaceEdit: () => InsertReplaceEdit,
  InsertTextFormat: () => InsertTextFormat,
  InsertTextMode: () => InsertTextMode,
  LanguageKind: () => LanguageKind,
  Location: () => Location,
  LocationLink: () => LocationLink,
  MarkedString: () => MarkedString,
  MarkupContent: () => MarkupContent,
  MarkupKind: () => MarkupKind,
  OptionalVersionedTextDocumentIdentifier: () => OptionalVersionedTextDocumentIdentifier,
  ParameterInformation: () => ParameterInformation,
  Position: () => Position,
  Range: () => Range,
  RenameFile: () => RenameFile,
  SelectedCompletionInfo: () => SelectedCompletionInfo,
  SelectionRange: () => SelectionRange,
  SemanticTokenModifiers: () => SemanticTokenModifiers,
  SemanticTokenTypes: () => SemanticTokenTypes,
  SemanticTokens: () => SemanticTokens,
  SignatureInformation: () => SignatureInformation,
  SnippetTextEdit: () => SnippetTextEdit,
  StringValue: () => StringValue,
  SymbolInformation: () => SymbolInformation,
  SymbolKind: () => SymbolKind,
  SymbolTag: () => SymbolTag,
  TextDocument: () => TextDocument,
  TextDocumentEdit: () => TextDocumentEdit,
  TextDocumentIdentifier: () => TextDocumentIdentifier,
  TextDocumentItem: () => TextDocumentItem,
  TextEdit: () => TextEdit,
  URI: () => URI,
  VersionedTextDocumentIdentifier: () => VersionedTextDocumentIdentifier,
  WorkspaceChange: () => WorkspaceChange,
  WorkspaceEdit: () => WorkspaceEdit,
  WorkspaceFolder: () => WorkspaceFolder,
  WorkspaceSymbol: () => WorkspaceSymbol,
  integer: () => integer2,
  uinteger: () => uinteger
});
var DocumentUri, URI, integer2, uinteger, Position, Range, Location, LocationLink, Color, ColorInformation, ColorPresentation, FoldingRangeKind, FoldingRange, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, CodeDescription, Diagnostic, Command, TextEdit, ChangeAnnotation, ChangeAnnotationIdentifier, AnnotatedTextEdit, TextDocumentEdit, CreateFile, RenameFile, DeleteFile, WorkspaceEdit, TextEditChangeImpl, SnippetTextEdit, ChangeAnnotations, WorkspaceChange, TextDocumentIdentifier, VersionedTextDocumentIdentifier, OptionalVersionedTextDocumentIdentifier, LanguageKind, TextDocumentItem, MarkupKind, MarkupContent, CompletionItemKind, InsertTextFormat, CompletionItemTag, InsertReplaceEdit, InsertTextMode, ApplyKind, CompletionItemLabelDetails, CompletionItem, CompletionList, MarkedString, Hover, ParameterInformation, SignatureInformation, DocumentHighlightKind, DocumentHighlight, SymbolKind, SymbolTag, SymbolInformation, WorkspaceSymbol, DocumentSymbol, CodeActionKind, CodeActionTriggerKind, CodeActionContext, CodeActionTag, CodeAction, CodeLens, FormattingOptions, DocumentLink, SelectionRange, SemanticTokenTypes, SemanticTokenModifiers, SemanticTokens, InlineValueText, InlineValueVariableLookup, InlineValueEvaluatableExpression, InlineValueContext, InlayHintKind, InlayHintLabelPart, InlayHint, StringValue, InlineCompletionItem, InlineCompletionList, InlineCompletionTriggerKind, SelectedCompletionInfo, InlineCompletionContext, WorkspaceFolder, EOL, TextDocument, FullTextDocument, Is;
var init_main = __esm({
  "node_modules/vscode-languageserver-types/lib/esm/main.js"() {
    "use strict";
    (function(DocumentUri2) {
      function is2(value) {
        return typeof value === "string";
      }
      __name(is2, "is");
      DocumentUri2.is = is2;
    })(DocumentUri || (DocumentUri = {}));
    (function(URI2) {
      function is2(value) {
        return typeof value === "string";
      }
      __name(is2, "is");
      URI2.is = is2;
    })(URI || (URI = {}));
    (function(integer3) {
      integer3.MIN_VALUE = -2147483648;
      integer3.MAX_VALUE = 2147483647;
      function is2(value) {
        return typeof value === "number" && integer3.MIN_VALUE <= value && value <= integer3.MAX_VALUE;
      }
      __name(is2, "is");
      integer3.is = is2;
    })(integer2 || (integer2 = {}));
    (function(uinteger2) {
      uinteger2.MIN_VALUE = 0;
      uinteger2.MAX_VALUE = 2147483647;
      function is2(value) {
        return typeof value === "number" && uinteger2.MIN_VALUE <= value && value <= uinteger2.MAX_VALUE;
      }
      __name(is2, "is");
      uinteger2.is = is2;
    })(uinteger || (uinteger = {}));
    (function(Position2) {
      function create(line, character) {
        if (line === Number.MAX_VALUE) {
          line = uinteger.MAX_VALUE;
        }
        if (character === Number.MAX_VALUE) {
          character = uinteger.MAX_VALUE;
        }
        return { line, character };
      }
      __name(create, "create");
      Position2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Is.uinteger(candidate.line) && Is.uinteger(candidate.character);
      }
      __name(is2, "is");
      Position2.is = is2;
    })(Position || (Position = {}));
    (function(Range2) {
      function create(one, two, three, four) {
        if (Is.uinteger(one) && Is.uinteger(two) && Is.uinteger(three) && Is.uinteger(four)) {
          return { start: Position.create(one, two), end: Position.create(three, four) };
        } else if (Position.is(one) && Position.is(two)) {
          return { start: one, end: two };
        } else {
          throw new Error(`Range#create called with invalid arguments[${one}, ${two}, ${three}, ${four}]`);
        }
      }
      __name(create, "create");
      Range2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Position.is(candidate.start) && Position.is(candidate.end);
      }
      __name(is2, "is");
      Range2.is = is2;
    })(Range || (Range = {}));
    (function(Location2) {
      function create(uri, range) {
        return { uri, range };
      }
      __name(create, "create");
      Location2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Range.is(candidate.range) && (Is.string(candidate.uri) || Is.undefined(candidate.uri));
      }
      __name(is2, "is");
      Location2.is = is2;
    })(Location || (Location = {}));
    (function(LocationLink2) {
      function create(targetUri, targetRange, targetSelectionRange, originSelectionRange) {
        return { targetUri, targetRange, targetSelectionRange, originSelectionRange };
      }
      __name(create, "create");
      LocationLink2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Range.is(candidate.targetRange) && Is.string(candidate.targetUri) && Range.is(candidate.targetSelectionRange) && (Range.is(candidate.originSelectionRange) || Is.undefined(candidate.originSelectionRange));
      }
      __name(is2, "is");
      LocationLink2.is = is2;
    })(LocationLink || (LocationLink = {}));
    (function(Color2) {
      function create(red, green, blue, alpha) {
        return {
          red,
          green,
          blue,
          alpha
        };
      }
      __name(create, "create");
      Color2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Is.numberRange(candidate.red, 0, 1) && Is.numberRange(candidate.green, 0, 1) && Is.numberRange(candidate.blue, 0, 1) && Is.numberRange(candidate.alpha, 0, 1);
      }
      __name(is2, "is");
      Color2.is = is2;
    })(Color || (Color = {}));
    (function(ColorInformation2) {
      function create(range, color) {
        return {
          range,
          color
        };
      }
      __name(create, "create");
      ColorInformation2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Range.is(candidate.range) && Color.is(candidate.color);
      }
      __name(is2, "is");
      ColorInformation2.is = is2;
    })(ColorInformation || (ColorInformation = {}));
    (function(ColorPresentation2) {
      function create(label, textEdit, additionalTextEdits) {
        return {
          label,
          textEdit,
          additionalTextEdits
        };
      }
      __name(create, "create");
      ColorPresentation2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Is.string(candidate.label) && (Is.undefined(candidate.textEdit) || TextEdit.is(candidate.textEdit)) && (Is.undefined(candidate.additionalTextEdits) || Is.typedArray(candidate.additionalTextEdits, TextEdit.is));
      }
      __name(is2, "is");
      ColorPresentation2.is = is2;
    })(ColorPresentation || (ColorPresentation = {}));
    (function(FoldingRangeKind2) {
      FoldingRangeKind2.Comment = "comment";
      FoldingRangeKind2.Imports = "imports";
      FoldingRangeKind2.Region = "region";
    })(FoldingRangeKind || (FoldingRangeKind = {}));
    (function(FoldingRange2) {
      function create(startLine, endLine, startCharacter, endCharacter, kind, collapsedText) {
        const result = {
          startLine,
          endLine
        };
        if (Is.defined(startCharacter)) {
          result.startCharacter = startCharacter;
        }
        if (Is.defined(endCharacter)) {
          result.endCharacter = endCharacter;
        }
        if (Is.defined(kind)) {
          result.kind = kind;
        }
        if (Is.defined(collapsedText)) {
          result.collapsedText = collapsedText;
        }
        return result;
      }
      __name(create, "create");
      FoldingRange2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Is.uinteger(candidate.startLine) && Is.uinteger(candidate.endLine) && (Is.undefined(candidate.startCharacter) || Is.uinteger(candidate.startCharacter)) && (Is.undefined(candidate.endCharacter) || Is.uinteger(candidate.endCharacter)) && (Is.undefined(candidate.kind) || Is.string(candidate.kind));
      }
      __name(is2, "is");
      FoldingRange2.is = is2;
    })(FoldingRange || (FoldingRange = {}));
    (function(DiagnosticRelatedInformation2) {
      function create(location, message) {
        return {
          location,
          message
        };
      }
      __name(create, "create");
      DiagnosticRelatedInformation2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.defined(candidate) && Location.is(candidate.location) && Is.string(candidate.message);
      }
      __name(is2, "is");
      DiagnosticRelatedInformation2.is = is2;
    })(DiagnosticRelatedInformation || (DiagnosticRelatedInformation = {}));
    (function(DiagnosticSeverity2) {
      DiagnosticSeverity2.Error = 1;
      DiagnosticSeverity2.Warning = 2;
      DiagnosticSeverity2.Information = 3;
      DiagnosticSeverity2.Hint = 4;
    })(DiagnosticSeverity || (DiagnosticSeverity = {}));
    (function(DiagnosticTag2) {
      DiagnosticTag2.Unnecessary = 1;
      DiagnosticTag2.Deprecated = 2;
    })(DiagnosticTag || (DiagnosticTag = {}));
    (function(CodeDescription2) {
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Is.string(candidate.href);
      }
      __name(is2, "is");
      CodeDescription2.is = is2;
    })(CodeDescription || (CodeDescription = {}));
    (function(Diagnostic2) {
      function create(range, message, severity, code2, source, relatedInformation) {
        const result = { range, message };
        if (Is.defined(severity)) {
          result.severity = severity;
        }
        if (Is.defined(code2)) {
          result.code = code2;
        }
        if (Is.defined(source)) {
          result.source = source;
        }
        if (Is.defined(relatedInformation)) {
          result.relatedInformation = relatedInformation;
        }
        return result;
      }
      __name(create, "create");
      Diagnostic2.create = create;
      function is2(value) {
        var _a;
        const candidate = value;
        return Is.defined(candidate) && Range.is(candidate.range) && (Is.string(candidate.message) || MarkupContent.is(candidate.message)) && (Is.number(candidate.severity) || Is.undefined(candidate.severity)) && (Is.integer(candidate.code) || Is.string(candidate.code) || Is.undefined(candidate.code)) && (Is.undefined(candidate.codeDescription) || Is.string((_a = candidate.codeDescription) === null || _a === void 0 ? void 0 : _a.href)) && (Is.string(candidate.source) || Is.undefined(candidate.source)) && (Is.undefined(candidate.relatedInformation) || Is.typedArray(candidate.relatedInformation, DiagnosticRelatedInformation.is));
      }
      __name(is2, "is");
      Diagnostic2.is = is2;
      function is3_17(value) {
        return Is.string(value.message);
      }
      __name(is3_17, "is3_17");
      Diagnostic2.is3_17 = is3_17;
      function getMessageString(diagnostic) {
        if (Is.string(diagnostic.message)) {
          return diagnostic.message;
        } else if (MarkupContent.is(diagnostic.message)) {
          return diagnostic.message.value;
        } else {
          throw new Error(`Unknown message type ${typeof diagnostic.message}`);
        }
      }
      __name(getMessageString, "getMessageString");
      Diagnostic2.getMessageString = getMessageString;
    })(Diagnostic || (Diagnostic = {}));
    (function(Command2) {
      function create(title, command, ...args) {
        const result = { title, command };
        if (Is.defined(args) && args.length > 0) {
          result.arguments = args;
        }
        return result;
      }
      __name(create, "create");
      Command2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.defined(candidate) && Is.string(candidate.title) && (candidate.tooltip === void 0 || Is.string(candidate.tooltip)) && Is.string(candidate.command);
      }
      __name(is2, "is");
      Command2.is = is2;
    })(Command || (Command = {}));
    (function(TextEdit2) {
      function replace(range, newText) {
        return { range, newText };
      }
      __name(replace, "replace");
      TextEdit2.replace = replace;
      function insert(position, newText) {
        return { range: { start: position, end: position }, newText };
      }
      __name(insert, "insert");
      TextEdit2.insert = insert;
      function del(range) {
        return { range, newText: "" };
      }
      __name(del, "del");
      TextEdit2.del = del;
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Is.string(candidate.newText) && Range.is(candidate.range);
      }
      __name(is2, "is");
      TextEdit2.is = is2;
    })(TextEdit || (TextEdit = {}));
    (function(ChangeAnnotation2) {
      function create(label, needsConfirmation, description) {
        const result = { label };
        if (needsConfirmation !== void 0) {
          result.needsConfirmation = needsConfirmation;
        }
        if (description !== void 0) {
          result.description = description;
        }
        return result;
      }
      __name(create, "create");
      ChangeAnnotation2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Is.string(candidate.label) && (Is.boolean(candidate.needsConfirmation) || candidate.needsConfirmation === void 0) && (Is.string(candidate.description) || candidate.description === void 0);
      }
      __name(is2, "is");
      ChangeAnnotation2.is = is2;
    })(ChangeAnnotation || (ChangeAnnotation = {}));
    (function(ChangeAnnotationIdentifier2) {
      function is2(value) {
        const candidate = value;
        return Is.string(candidate);
      }
      __name(is2, "is");
      ChangeAnnotationIdentifier2.is = is2;
    })(ChangeAnnotationIdentifier || (ChangeAnnotationIdentifier = {}));
    (function(AnnotatedTextEdit2) {
      function replace(range, newText, annotation) {
        return { range, newText, annotationId: annotation };
      }
      __name(replace, "replace");
      AnnotatedTextEdit2.replace = replace;
      function insert(position, newText, annotation) {
        return { range: { start: position, end: position }, newText, annotationId: annotation };
      }
      __name(insert, "insert");
      AnnotatedTextEdit2.insert = insert;
      function del(range, annotation) {
        return { range, newText: "", annotationId: annotation };
      }
      __name(del, "del");
      AnnotatedTextEdit2.del = del;
      function is2(value) {
        const candidate = value;
        return TextEdit.is(candidate) && (ChangeAnnotation.is(candidate.annotationId) || ChangeAnnotationIdentifier.is(candidate.annotationId));
      }
      __name(is2, "is");
      AnnotatedTextEdit2.is = is2;
    })(AnnotatedTextEdit || (AnnotatedTextEdit = {}));
    (function(TextDocumentEdit2) {
      function create(textDocument, edits) {
        return { textDocument, edits };
      }
      __name(create, "create");
      TextDocumentEdit2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.defined(candidate) && OptionalVersionedTextDocumentIdentifier.is(candidate.textDocument) && Array.isArray(candidate.edits);
      }
      __name(is2, "is");
      TextDocumentEdit2.is = is2;
    })(TextDocumentEdit || (TextDocumentEdit = {}));
    (function(CreateFile2) {
      function create(uri, options, annotation) {
        const result = {
          kind: "create",
          uri
        };
        if (options !== void 0 && (options.overwrite !== void 0 || options.ignoreIfExists !== void 0)) {
          result.options = options;
        }
        if (annotation !== void 0) {
          result.annotationId = annotation;
        }
        return result;
      }
      __name(create, "create");
      CreateFile2.create = create;
      function is2(value) {
        const candidate = value;
        return candidate && candidate.kind === "create" && Is.string(candidate.uri) && (candidate.options === void 0 || (candidate.options.overwrite === void 0 || Is.boolean(candidate.options.overwrite)) && (candidate.options.ignoreIfExists === void 0 || Is.boolean(candidate.options.ignoreIfExists))) && (candidate.annotationId === void 0 || ChangeAnnotationIdentifier.is(candidate.annotationId));
      }
      __name(is2, "is");
      CreateFile2.is = is2;
    })(CreateFile || (CreateFile = {}));
    (function(RenameFile2) {
      function create(oldUri, newUri, options, annotation) {
        const result = {
          kind: "rename",
          oldUri,
          newUri
        };
        if (options !== void 0 && (options.overwrite !== void 0 || options.ignoreIfExists !== void 0)) {
          result.options = options;
        }
        if (annotation !== void 0) {
          result.annotationId = annotation;
        }
        return result;
      }
      __name(create, "create");
      RenameFile2.create = create;
      function is2(value) {
        const candidate = value;
        return candidate && candidate.kind === "rename" && Is.string(candidate.oldUri) && Is.string(candidate.newUri) && (candidate.options === void 0 || (candidate.options.overwrite === void 0 || Is.boolean(candidate.options.overwrite)) && (candidate.options.ignoreIfExists === void 0 || Is.boolean(candidate.options.ignoreIfExists))) && (candidate.annotationId === void 0 || ChangeAnnotationIdentifier.is(candidate.annotationId));
      }
      __name(is2, "is");
      RenameFile2.is = is2;
    })(RenameFile || (RenameFile = {}));
    (function(DeleteFile2) {
      function create(uri, options, annotation) {
        const result = {
          kind: "delete",
          uri
        };
        if (options !== void 0 && (options.recursive !== void 0 || options.ignoreIfNotExists !== void 0)) {
          result.options = options;
        }
        if (annotation !== void 0) {
          result.annotationId = annotation;
        }
        return result;
      }
      __name(create, "create");
      DeleteFile2.create = create;
      function is2(value) {
        const candidate = value;
        return candidate && candidate.kind === "delete" && Is.string(candidate.uri) && (candidate.options === void 0 || (candidate.options.recursive === void 0 || Is.boolean(candidate.options.recursive)) && (candidate.options.ignoreIfNotExists === void 0 || Is.boolean(candidate.options.ignoreIfNotExists))) && (candidate.annotationId === void 0 || ChangeAnnotationIdentifier.is(candidate.annotationId));
      }
      __name(is2, "is");
      DeleteFile2.is = is2;
    })(DeleteFile || (DeleteFile = {}));
    (function(WorkspaceEdit2) {
      function is2(value) {
        const candidate = value;
        return candidate && (candidate.changes !== void 0 || candidate.documentChanges !== void 0) && (candidate.documentChanges === void 0 || candidate.documentChanges.every((change2) => {
          if (Is.string(change2.kind)) {
            return CreateFile.is(change2) || RenameFile.is(change2) || DeleteFile.is(change2);
          } else {
            return TextDocumentEdit.is(change2);
          }
        }));
      }
      __name(is2, "is");
      WorkspaceEdit2.is = is2;
    })(WorkspaceEdit || (WorkspaceEdit = {}));
    TextEditChangeImpl = class {
      static {
        __name(this, "TextEditChangeImpl");
      }
      constructor(edits, changeAnnotations) {
        this.edits = edits;
        this.changeAnnotations = changeAnnotations;
      }
      insert(position, newText, annotation) {
        let edit;
        let id;
        if (annotation === void 0) {
          edit = TextEdit.insert(position, newText);
        } else if (ChangeAnnotationIdentifier.is(annotation)) {
          id = annotation;
          edit = AnnotatedTextEdit.insert(position, newText, annotation);
        } else {
          this.assertChangeAnnotations(this.changeAnnotations);
          id = this.changeAnnotations.manage(annotation);
          edit = AnnotatedTextEdit.insert(position, newText, id);
        }
        this.edits.push(edit);
        if (id !== void 0) {
          return id;
        }
      }
      replace(range, newText, annotation) {
        let edit;
        let id;
        if (annotation === void 0) {
          edit = TextEdit.replace(range, newText);
        } else if (ChangeAnnotationIdentifier.is(annotation)) {
          id = annotation;
          edit = AnnotatedTextEdit.replace(range, newText, annotation);
        } else {
          this.assertChangeAnnotations(this.changeAnnotations);
          id = this.changeAnnotations.manage(annotation);
          edit = AnnotatedTextEdit.replace(range, newText, id);
        }
        this.edits.push(edit);
        if (id !== void 0) {
          return id;
        }
      }
      delete(range, annotation) {
        let edit;
        let id;
        if (annotation === void 0) {
          edit = TextEdit.del(range);
        } else if (ChangeAnnotationIdentifier.is(annotation)) {
          id = annotation;
          edit = AnnotatedTextEdit.del(range, annotation);
        } else {
          this.assertChangeAnnotations(this.changeAnnotations);
          id = this.changeAnnotations.manage(annotation);
          edit = AnnotatedTextEdit.del(range, id);
        }
        this.edits.push(edit);
        if (id !== void 0) {
          return id;
        }
      }
      add(edit) {
        this.edits.push(edit);
      }
      all() {
        return this.edits;
      }
      clear() {
        this.edits.splice(0, this.edits.length);
      }
      assertChangeAnnotations(value) {
        if (value === void 0) {
          throw new Error(`Text edit change is not configured to manage change annotations.`);
        }
      }
    };
    (function(SnippetTextEdit2) {
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Range.is(candidate.range) && StringValue.isSnippet(candidate.snippet) && (candidate.annotationId === void 0 || (ChangeAnnotation.is(candidate.annotationId) || ChangeAnnotationIdentifier.is(candidate.annotationId)));
      }
      __name(is2, "is");
      SnippetTextEdit2.is = is2;
    })(SnippetTextEdit || (SnippetTextEdit = {}));
    ChangeAnnotations = class {
      static {
        __name(this, "ChangeAnnotations");
      }
      constructor(annotations) {
        this._annotations = annotations === void 0 ? /* @__PURE__ */ Object.create(null) : annotations;
        this._counter = 0;
        this._size = 0;
      }
      all() {
        return this._annotations;
      }
      get size() {
        return this._size;
      }
      manage(idOrAnnotation, annotation) {
        let id;
        if (ChangeAnnotationIdentifier.is(idOrAnnotation)) {
          id = idOrAnnotation;
        } else {
          id = this.nextId();
          annotation = idOrAnnotation;
        }
        if (this._annotations[id] !== void 0) {
          throw new Error(`Id ${id} is already in use.`);
        }
        if (annotation === void 0) {
          throw new Error(`No annotation provided for id ${id}`);
        }
        this._annotations[id] = annotation;
        this._size++;
        return id;
      }
      nextId() {
        this._counter++;
        return this._counter.toString();
      }
    };
    WorkspaceChange = class {
      static {
        __name(this, "WorkspaceChange");
      }
      constructor(workspaceEdit) {
        this._textEditChanges = /* @__PURE__ */ Object.create(null);
        if (workspaceEdit !== void 0) {
          this._workspaceEdit = workspaceEdit;
          if (workspaceEdit.documentChanges) {
            this._changeAnnotations = new ChangeAnnotations(workspaceEdit.changeAnnotations);
            workspaceEdit.changeAnnotations = this._changeAnnotations.all();
            workspaceEdit.documentChanges.forEach((change2) => {
              if (TextDocumentEdit.is(change2)) {
                const textEditChange = new TextEditChangeImpl(change2.edits, this._changeAnnotations);
                this._textEditChanges[change2.textDocument.uri] = textEditChange;
              }
            });
          } else if (workspaceEdit.changes) {
            Object.keys(workspaceEdit.changes).forEach((key) => {
              const textEditChange = new TextEditChangeImpl(workspaceEdit.changes[key]);
              this._textEditChanges[key] = textEditChange;
            });
          }
        } else {
          this._workspaceEdit = {};
        }
      }
      /**
       * Returns the underlying {@link WorkspaceEdit} literal
       * use to be returned from a workspace edit operation like rename.
       */
      get edit() {
        this.initDocumentChanges();
        if (this._changeAnnotations !== void 0) {
          if (this._changeAnnotations.size === 0) {
            this._workspaceEdit.changeAnnotations = void 0;
          } else {
            this._workspaceEdit.changeAnnotations = this._changeAnnotations.all();
          }
        }
        return this._workspaceEdit;
      }
      getTextEditChange(key) {
        if (OptionalVersionedTextDocumentIdentifier.is(key)) {
          this.initDocumentChanges();
          if (this._workspaceEdit.documentChanges === void 0) {
            throw new Error("Workspace edit is not configured for document changes.");
          }
          const textDocument = { uri: key.uri, version: key.version };
          let result = this._textEditChanges[textDocument.uri];
          if (!result) {
            const edits = [];
            const textDocumentEdit = {
              textDocument,
              edits
            };
            this._workspaceEdit.documentChanges.push(textDocumentEdit);
            result = new TextEditChangeImpl(edits, this._changeAnnotations);
            this._textEditChanges[textDocument.uri] = result;
          }
          return result;
        } else {
          this.initChanges();
          if (this._workspaceEdit.changes === void 0) {
            throw new Error("Workspace edit is not configured for normal text edit changes.");
          }
          let result = this._textEditChanges[key];
          if (!result) {
            const edits = [];
            this._workspaceEdit.changes[key] = edits;
            result = new TextEditChangeImpl(edits);
            this._textEditChanges[key] = result;
          }
          return result;
        }
      }
      initDocumentChanges() {
        if (this._workspaceEdit.documentChanges === void 0 && this._workspaceEdit.changes === void 0) {
          this._changeAnnotations = new ChangeAnnotations();
          this._workspaceEdit.documentChanges = [];
          this._workspaceEdit.changeAnnotations = this._changeAnnotations.all();
        }
      }
      initChanges() {
        if (this._workspaceEdit.documentChanges === void 0 && this._workspaceEdit.changes === void 0) {
          this._workspaceEdit.changes = /* @__PURE__ */ Object.create(null);
        }
      }
      createFile(uri, optionsOrAnnotation, options) {
        this.initDocumentChanges();
        if (this._workspaceEdit.documentChanges === void 0) {
          throw new Error("Workspace edit is not configured for document changes.");
        }
        let annotation;
        if (ChangeAnnotation.is(optionsOrAnnotation) || ChangeAnnotationIdentifier.is(optionsOrAnnotation)) {
          annotation = optionsOrAnnotation;
        } else {
          options = optionsOrAnnotation;
        }
        let operation;
        let id;
        if (annotation === void 0) {
          operation = CreateFile.create(uri, options);
        } else {
          id = ChangeAnnotationIdentifier.is(annotation) ? annotation : this._changeAnnotations.manage(annotation);
          operation = CreateFile.create(uri, options, id);
        }
        this._workspaceEdit.documentChanges.push(operation);
        if (id !== void 0) {
          return id;
        }
      }
      renameFile(oldUri, newUri, optionsOrAnnotation, options) {
        this.initDocumentChanges();
        if (this._workspaceEdit.documentChanges === void 0) {
          throw new Error("Workspace edit is not configured for document changes.");
        }
        let annotation;
        if (ChangeAnnotation.is(optionsOrAnnotation) || ChangeAnnotationIdentifier.is(optionsOrAnnotation)) {
          annotation = optionsOrAnnotation;
        } else {
          options = optionsOrAnnotation;
        }
        let operation;
        let id;
        if (annotation === void 0) {
          operation = RenameFile.create(oldUri, newUri, options);
        } else {
          id = ChangeAnnotationIdentifier.is(annotation) ? annotation : this._changeAnnotations.manage(annotation);
          operation = RenameFile.create(oldUri, newUri, options, id);
        }
        this._workspaceEdit.documentChanges.push(operation);
        if (id !== void 0) {
          return id;
        }
      }
      deleteFile(uri, optionsOrAnnotation, options) {
        this.initDocumentChanges();
        if (this._workspaceEdit.documentChanges === void 0) {
          throw new Error("Workspace edit is not configured for document changes.");
        }
        let annotation;
        if (ChangeAnnotation.is(optionsOrAnnotation) || ChangeAnnotationIdentifier.is(optionsOrAnnotation)) {
          annotation = optionsOrAnnotation;
        } else {
          options = optionsOrAnnotation;
        }
        let operation;
        let id;
        if (annotation === void 0) {
          operation = DeleteFile.create(uri, options);
        } else {
          id = ChangeAnnotationIdentifier.is(annotation) ? annotation : this._changeAnnotations.manage(annotation);
          operation = DeleteFile.create(uri, options, id);
        }
        this._workspaceEdit.documentChanges.push(operation);
        if (id !== void 0) {
          return id;
        }
      }
    };
    (function(TextDocumentIdentifier2) {
      function create(uri) {
        return { uri };
      }
      __name(create, "create");
      TextDocumentIdentifier2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.defined(candidate) && Is.string(candidate.uri);
      }
      __name(is2, "is");
      TextDocumentIdentifier2.is = is2;
    })(TextDocumentIdentifier || (TextDocumentIdentifier = {}));
    (function(VersionedTextDocumentIdentifier2) {
      function create(uri, version) {
        return { uri, version };
      }
      __name(create, "create");
      VersionedTextDocumentIdentifier2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.defined(candidate) && Is.string(candidate.uri) && Is.integer(candidate.version);
      }
      __name(is2, "is");
      VersionedTextDocumentIdentifier2.is = is2;
    })(VersionedTextDocumentIdentifier || (VersionedTextDocumentIdentifier = {}));
    (function(OptionalVersionedTextDocumentIdentifier2) {
      function create(uri, version) {
        return { uri, version };
      }
      __name(create, "create");
      OptionalVersionedTextDocumentIdentifier2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.defined(candidate) && Is.string(candidate.uri) && (candidate.version === null || Is.integer(candidate.version));
      }
      __name(is2, "is");
      OptionalVersionedTextDocumentIdentifier2.is = is2;
    })(OptionalVersionedTextDocumentIdentifier || (OptionalVersionedTextDocumentIdentifier = {}));
    (function(LanguageKind2) {
      LanguageKind2.ABAP = "abap";
      LanguageKind2.WindowsBat = "bat";
      LanguageKind2.BibTeX = "bibtex";
      LanguageKind2.Clojure = "clojure";
      LanguageKind2.Coffeescript = "coffeescript";
      LanguageKind2.C = "c";
      LanguageKind2.CPP = "cpp";
      LanguageKind2.CSharp = "csharp";
      LanguageKind2.CSS = "css";
      LanguageKind2.D = "d";
      LanguageKind2.Delphi = "pascal";
      LanguageKind2.Diff = "diff";
      LanguageKind2.Dart = "dart";
      LanguageKind2.Dockerfile = "dockerfile";
      LanguageKind2.Elixir = "elixir";
      LanguageKind2.Erlang = "erlang";
      LanguageKind2.FSharp = "fsharp";
      LanguageKind2.GitCommit = "git-commit";
      LanguageKind2.GitRebase = "git-rebase";
      LanguageKind2.Go = "go";
      LanguageKind2.Groovy = "groovy";
      LanguageKind2.Handlebars = "handlebars";
      LanguageKind2.Haskell = "haskell";
      LanguageKind2.HTML = "html";
      LanguageKind2.Ini = "ini";
      LanguageKind2.Java = "java";
      LanguageKind2.JavaScript = "javascript";
      LanguageKind2.JavaScriptReact = "javascriptreact";
      LanguageKind2.JSON = "json";
      LanguageKind2.LaTeX = "latex";
      LanguageKind2.Less = "less";
      LanguageKind2.Lua = "lua";
      LanguageKind2.Makefile = "makefile";
      LanguageKind2.Markdown = "markdown";
      LanguageKind2.ObjectiveC = "objective-c";
      LanguageKind2.ObjectiveCPP = "objective-cpp";
      LanguageKind2.Pascal = "pascal";
      LanguageKind2.Perl = "perl";
      LanguageKind2.Perl6 = "perl6";
      LanguageKind2.PHP = "php";
      LanguageKind2.Plaintext = "plaintext";
      LanguageKind2.Powershell = "powershell";
      LanguageKind2.Pug = "jade";
      LanguageKind2.Python = "python";
      LanguageKind2.R = "r";
      LanguageKind2.Razor = "razor";
      LanguageKind2.Ruby = "ruby";
      LanguageKind2.Rust = "rust";
      LanguageKind2.SCSS = "scss";
      LanguageKind2.SASS = "sass";
      LanguageKind2.Scala = "scala";
      LanguageKind2.ShaderLab = "shaderlab";
      LanguageKind2.ShellScript = "shellscript";
      LanguageKind2.SQL = "sql";
      LanguageKind2.Swift = "swift";
      LanguageKind2.TypeScript = "typescript";
      LanguageKind2.TypeScriptReact = "typescriptreact";
      LanguageKind2.TeX = "tex";
      LanguageKind2.VisualBasic = "vb";
      LanguageKind2.XML = "xml";
      LanguageKind2.XSL = "xsl";
      LanguageKind2.YAML = "yaml";
    })(LanguageKind || (LanguageKind = {}));
    (function(TextDocumentItem2) {
      function create(uri, languageId, version, text3) {
        return { uri, languageId, version, text: text3 };
      }
      __name(create, "create");
      TextDocumentItem2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.defined(candidate) && Is.string(candidate.uri) && Is.string(candidate.languageId) && Is.integer(candidate.version) && Is.string(candidate.text);
      }
      __name(is2, "is");
      TextDocumentItem2.is = is2;
    })(TextDocumentItem || (TextDocumentItem = {}));
    (function(MarkupKind2) {
      MarkupKind2.PlainText = "plaintext";
      MarkupKind2.Markdown = "markdown";
      function is2(value) {
        const candidate = value;
        return candidate === MarkupKind2.PlainText || candidate === MarkupKind2.Markdown;
      }
      __name(is2, "is");
      MarkupKind2.is = is2;
    })(MarkupKind || (MarkupKind = {}));
    (function(MarkupContent2) {
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(value) && MarkupKind.is(candidate.kind) && Is.string(candidate.value);
      }
      __name(is2, "is");
      MarkupContent2.is = is2;
    })(MarkupContent || (MarkupContent = {}));
    (function(CompletionItemKind2) {
      CompletionItemKind2.Text = 1;
      CompletionItemKind2.Method = 2;
      CompletionItemKind2.Function = 3;
      CompletionItemKind2.Constructor = 4;
      CompletionItemKind2.Field = 5;
      CompletionItemKind2.Variable = 6;
      CompletionItemKind2.Class = 7;
      CompletionItemKind2.Interface = 8;
      CompletionItemKind2.Module = 9;
      CompletionItemKind2.Property = 10;
      CompletionItemKind2.Unit = 11;
      CompletionItemKind2.Value = 12;
      CompletionItemKind2.Enum = 13;
      CompletionItemKind2.Keyword = 14;
      CompletionItemKind2.Snippet = 15;
      CompletionItemKind2.Color = 16;
      CompletionItemKind2.File = 17;
      CompletionItemKind2.Reference = 18;
      CompletionItemKind2.Folder = 19;
      CompletionItemKind2.EnumMember = 20;
      CompletionItemKind2.Constant = 21;
      CompletionItemKind2.Struct = 22;
      CompletionItemKind2.Event = 23;
      CompletionItemKind2.Operator = 24;
      CompletionItemKind2.TypeParameter = 25;
    })(CompletionItemKind || (CompletionItemKind = {}));
    (function(InsertTextFormat2) {
      InsertTextFormat2.PlainText = 1;
      InsertTextFormat2.Snippet = 2;
    })(InsertTextFormat || (InsertTextFormat = {}));
    (function(CompletionItemTag2) {
      CompletionItemTag2.Deprecated = 1;
    })(CompletionItemTag || (CompletionItemTag = {}));
    (function(InsertReplaceEdit2) {
      function create(newText, insert, replace) {
        return { newText, insert, replace };
      }
      __name(create, "create");
      InsertReplaceEdit2.create = create;
      function is2(value) {
        const candidate = value;
        return candidate && Is.string(candidate.newText) && Range.is(candidate.insert) && Range.is(candidate.replace);
      }
      __name(is2, "is");
      InsertReplaceEdit2.is = is2;
    })(InsertReplaceEdit || (InsertReplaceEdit = {}));
    (function(InsertTextMode2) {
      InsertTextMode2.asIs = 1;
      InsertTextMode2.adjustIndentation = 2;
    })(InsertTextMode || (InsertTextMode = {}));
    (function(ApplyKind2) {
      ApplyKind2.Replace = 1;
      ApplyKind2.Merge = 2;
    })(ApplyKind || (ApplyKind = {}));
    (function(CompletionItemLabelDetails2) {
      function is2(value) {
        const candidate = value;
        return candidate && (Is.string(candidate.detail) || candidate.detail === void 0) && (Is.string(candidate.description) || candidate.description === void 0);
      }
      __name(is2, "is");
      CompletionItemLabelDetails2.is = is2;
    })(CompletionItemLabelDetails || (CompletionItemLabelDetails = {}));
    (function(CompletionItem2) {
      function create(label) {
        return { label };
      }
      __name(create, "create");
      CompletionItem2.create = create;
    })(CompletionItem || (CompletionItem = {}));
    (function(CompletionList2) {
      function create(items, isIncomplete) {
        return { items: items ? items : [], isIncomplete: !!isIncomplete };
      }
      __name(create, "create");
      CompletionList2.create = create;
    })(CompletionList || (CompletionList = {}));
    (function(MarkedString2) {
      function fromPlainText(plainText) {
        return plainText.replace(/[\\`*_{}[\]()#+\-.!]/g, "\\$&");
      }
      __name(fromPlainText, "fromPlainText");
      MarkedString2.fromPlainText = fromPlainText;
      function is2(value) {
        const candidate = value;
        return Is.string(candidate) || Is.objectLiteral(candidate) && Is.string(candidate.language) && Is.string(candidate.value);
      }
      __name(is2, "is");
      MarkedString2.is = is2;
    })(MarkedString || (MarkedString = {}));
    (function(Hover2) {
      function is2(value) {
        const candidate = value;
        return !!candidate && Is.objectLiteral(candidate) && (MarkupContent.is(candidate.contents) || MarkedString.is(candidate.contents) || Is.typedArray(candidate.contents, MarkedString.is)) && (value.range === void 0 || Range.is(value.range));
      }
      __name(is2, "is");
      Hover2.is = is2;
    })(Hover || (Hover = {}));
    (function(ParameterInformation2) {
      function create(label, documentation) {
        return documentation ? { label, documentation } : { label };
      }
      __name(create, "create");
      ParameterInformation2.create = create;
    })(ParameterInformation || (ParameterInformation = {}));
    (function(SignatureInformation2) {
      function create(label, documentation, ...parameters) {
        const result = { label };
        if (Is.defined(documentation)) {
          result.documentation = documentation;
        }
        if (Is.defined(parameters)) {
          result.parameters = parameters;
        } else {
          result.parameters = [];
        }
        return result;
      }
      __name(create, "create");
      SignatureInformation2.create = create;
    })(SignatureInformation || (SignatureInformation = {}));
    (function(DocumentHighlightKind2) {
      DocumentHighlightKind2.Text = 1;
      DocumentHighlightKind2.Read = 2;
      DocumentHighlightKind2.Write = 3;
    })(DocumentHighlightKind || (DocumentHighlightKind = {}));
    (function(DocumentHighlight2) {
      function create(range, kind) {
        const result = { range };
        if (Is.number(kind)) {
          result.kind = kind;
        }
        return result;
      }
      __name(create, "create");
      DocumentHighlight2.create = create;
    })(DocumentHighlight || (DocumentHighlight = {}));
    (function(SymbolKind2) {
      SymbolKind2.File = 1;
      SymbolKind2.Module = 2;
      SymbolKind2.Namespace = 3;
      SymbolKind2.Package = 4;
      SymbolKind2.Class = 5;
      SymbolKind2.Method = 6;
      SymbolKind2.Property = 7;
      SymbolKind2.Field = 8;
      SymbolKind2.Constructor = 9;
      SymbolKind2.Enum = 10;
      SymbolKind2.Interface = 11;
      SymbolKind2.Function = 12;
      SymbolKind2.Variable = 13;
      SymbolKind2.Constant = 14;
      SymbolKind2.String = 15;
      SymbolKind2.Number = 16;
      SymbolKind2.Boolean = 17;
      SymbolKind2.Array = 18;
      SymbolKind2.Object = 19;
      SymbolKind2.Key = 20;
      SymbolKind2.Null = 21;
      SymbolKind2.EnumMember = 22;
      SymbolKind2.Struct = 23;
      SymbolKind2.Event = 24;
      SymbolKind2.Operator = 25;
      SymbolKind2.TypeParameter = 26;
    })(SymbolKind || (SymbolKind = {}));
    (function(SymbolTag2) {
      SymbolTag2.Deprecated = 1;
    })(SymbolTag || (SymbolTag = {}));
    (function(SymbolInformation2) {
      function create(name, kind, range, uri, containerName) {
        const result = {
          name,
          kind,
          location: { uri, range }
        };
        if (containerName) {
          result.containerName = containerName;
        }
        return result;
      }
      __name(create, "create");
      SymbolInformation2.create = create;
    })(SymbolInformation || (SymbolInformation = {}));
    (function(WorkspaceSymbol2) {
      function create(name, kind, uri, range) {
        return range !== void 0 ? { name, kind, location: { uri, range } } : { name, kind, location: { uri } };
      }
      __name(create, "create");
      WorkspaceSymbol2.create = create;
    })(WorkspaceSymbol || (WorkspaceSymbol = {}));
    (function(DocumentSymbol2) {
      function create(name, detail, kind, range, selectionRange, children) {
        const result = {
          name,
          detail,
          kind,
          range,
          selectionRange
        };
        if (children !== void 0) {
          result.children = children;
        }
        return result;
      }
      __name(create, "create");
      DocumentSymbol2.create = create;
      function is2(value) {
        const candidate = value;
        return candidate && Is.string(candidate.name) && Is.number(candidate.kind) && Range.is(candidate.range) && Range.is(candidate.selectionRange) && (candidate.detail === void 0 || Is.string(candidate.detail)) && (candidate.deprecated === void 0 || Is.boolean(candidate.deprecated)) && (candidate.children === void 0 || Array.isArray(candidate.children)) && (candidate.tags === void 0 || Array.isArray(candidate.tags));
      }
      __name(is2, "is");
      DocumentSymbol2.is = is2;
    })(DocumentSymbol || (DocumentSymbol = {}));
    (function(CodeActionKind2) {
      CodeActionKind2.Empty = "";
      CodeActionKind2.QuickFix = "quickfix";
      CodeActionKind2.Refactor = "refactor";
      CodeActionKind2.RefactorExtract = "refactor.extract";
      CodeActionKind2.RefactorInline = "refactor.inline";
      CodeActionKind2.RefactorMove = "refactor.move";
      CodeActionKind2.RefactorRewrite = "refactor.rewrite";
      CodeActionKind2.Source = "source";
      CodeActionKind2.SourceOrganizeImports = "source.organizeImports";
      CodeActionKind2.SourceFixAll = "source.fixAll";
      CodeActionKind2.Notebook = "notebook";
    })(CodeActionKind || (CodeActionKind = {}));
    (function(CodeActionTriggerKind2) {
      CodeActionTriggerKind2.Invoked = 1;
      CodeActionTriggerKind2.Automatic = 2;
    })(CodeActionTriggerKind || (CodeActionTriggerKind = {}));
    (function(CodeActionContext2) {
      function create(diagnostics, only, triggerKind) {
        const result = { diagnostics };
        if (only !== void 0 && only !== null) {
          result.only = only;
        }
        if (triggerKind !== void 0 && triggerKind !== null) {
          result.triggerKind = triggerKind;
        }
        return result;
      }
      __name(create, "create");
      CodeActionContext2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.defined(candidate) && Is.typedArray(candidate.diagnostics, Diagnostic.is) && (candidate.only === void 0 || Is.typedArray(candidate.only, Is.string)) && (candidate.triggerKind === void 0 || candidate.triggerKind === CodeActionTriggerKind.Invoked || candidate.triggerKind === CodeActionTriggerKind.Automatic);
      }
      __name(is2, "is");
      CodeActionContext2.is = is2;
    })(CodeActionContext || (CodeActionContext = {}));
    (function(CodeActionTag2) {
      CodeActionTag2.LLMGenerated = 1;
      function is2(value) {
        return Is.defined(value) && value === CodeActionTag2.LLMGenerated;
      }
      __name(is2, "is");
      CodeActionTag2.is = is2;
    })(CodeActionTag || (CodeActionTag = {}));
    (function(CodeAction2) {
      function create(title, kindOrCommandOrEdit, kind) {
        const result = { title };
        let checkKind = true;
        if (typeof kindOrCommandOrEdit === "string") {
          checkKind = false;
          result.kind = kindOrCommandOrEdit;
        } else if (Command.is(kindOrCommandOrEdit)) {
          result.command = kindOrCommandOrEdit;
        } else {
          result.edit = kindOrCommandOrEdit;
        }
        if (checkKind && kind !== void 0) {
          result.kind = kind;
        }
        return result;
      }
      __name(create, "create");
      CodeAction2.create = create;
      function is2(value) {
        const candidate = value;
        return candidate && Is.string(candidate.title) && (candidate.diagnostics === void 0 || Is.typedArray(candidate.diagnostics, Diagnostic.is)) && (candidate.kind === void 0 || Is.string(candidate.kind)) && (candidate.edit !== void 0 || candidate.command !== void 0) && (candidate.command === void 0 || Command.is(candidate.command)) && (candidate.isPreferred === void 0 || Is.boolean(candidate.isPreferred)) && (candidate.edit === void 0 || WorkspaceEdit.is(candidate.edit)) && (candidate.tags === void 0 || Is.typedArray(candidate.tags, CodeActionTag.is));
      }
      __name(is2, "is");
      CodeAction2.is = is2;
    })(CodeAction || (CodeAction = {}));
    (function(CodeLens2) {
      function create(range, data) {
        const result = { range };
        if (Is.defined(data)) {
          result.data = data;
        }
        return result;
      }
      __name(create, "create");
      CodeLens2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.defined(candidate) && Range.is(candidate.range) && (Is.undefined(candidate.command) || Command.is(candidate.command));
      }
      __name(is2, "is");
      CodeLens2.is = is2;
    })(CodeLens || (CodeLens = {}));
    (function(FormattingOptions2) {
      function create(tabSize, insertSpaces) {
        return { tabSize, insertSpaces };
      }
      __name(create, "create");
      FormattingOptions2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.defined(candidate) && Is.uinteger(candidate.tabSize) && Is.boolean(candidate.insertSpaces);
      }
      __name(is2, "is");
      FormattingOptions2.is = is2;
    })(FormattingOptions || (FormattingOptions = {}));
    (function(DocumentLink2) {
      function create(range, target, data) {
        return { range, target, data };
      }
      __name(create, "create");
      DocumentLink2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.defined(candidate) && Range.is(candidate.range) && (Is.undefined(candidate.target) || Is.string(candidate.target));
      }
      __name(is2, "is");
      DocumentLink2.is = is2;
    })(DocumentLink || (DocumentLink = {}));
    (function(SelectionRange2) {
      function create(range, parent) {
        return { range, parent };
      }
      __name(create, "create");
      SelectionRange2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Range.is(candidate.range) && (candidate.parent === void 0 || SelectionRange2.is(candidate.parent));
      }
      __name(is2, "is");
      SelectionRange2.is = is2;
    })(SelectionRange || (SelectionRange = {}));
    (function(SemanticTokenTypes2) {
      SemanticTokenTypes2["namespace"] = "namespace";
      SemanticTokenTypes2["type"] = "type";
      SemanticTokenTypes2["class"] = "class";
      SemanticTokenTypes2["enum"] = "enum";
      SemanticTokenTypes2["interface"] = "interface";
      SemanticTokenTypes2["struct"] = "struct";
      SemanticTokenTypes2["typeParameter"] = "typeParameter";
      SemanticTokenTypes2["parameter"] = "parameter";
      SemanticTokenTypes2["variable"] = "variable";
      SemanticTokenTypes2["property"] = "property";
      SemanticTokenTypes2["enumMember"] = "enumMember";
      SemanticTokenTypes2["event"] = "event";
      SemanticTokenTypes2["function"] = "function";
      SemanticTokenTypes2["method"] = "method";
      SemanticTokenTypes2["macro"] = "macro";
      SemanticTokenTypes2["keyword"] = "keyword";
      SemanticTokenTypes2["modifier"] = "modifier";
      SemanticTokenTypes2["comment"] = "comment";
      SemanticTokenTypes2["string"] = "string";
      SemanticTokenTypes2["number"] = "number";
      SemanticTokenTypes2["regexp"] = "regexp";
      SemanticTokenTypes2["operator"] = "operator";
      SemanticTokenTypes2["decorator"] = "decorator";
      SemanticTokenTypes2["label"] = "label";
    })(SemanticTokenTypes || (SemanticTokenTypes = {}));
    (function(SemanticTokenModifiers2) {
      SemanticTokenModifiers2["declaration"] = "declaration";
      SemanticTokenModifiers2["definition"] = "definition";
      SemanticTokenModifiers2["readonly"] = "readonly";
      SemanticTokenModifiers2["static"] = "static";
      SemanticTokenModifiers2["deprecated"] = "deprecated";
      SemanticTokenModifiers2["abstract"] = "abstract";
      SemanticTokenModifiers2["async"] = "async";
      SemanticTokenModifiers2["modification"] = "modification";
      SemanticTokenModifiers2["documentation"] = "documentation";
      SemanticTokenModifiers2["defaultLibrary"] = "defaultLibrary";
    })(SemanticTokenModifiers || (SemanticTokenModifiers = {}));
    (function(SemanticTokens2) {
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && (candidate.resultId === void 0 || typeof candidate.resultId === "string") && Array.isArray(candidate.data) && (candidate.data.length === 0 || typeof candidate.data[0] === "number");
      }
      __name(is2, "is");
      SemanticTokens2.is = is2;
    })(SemanticTokens || (SemanticTokens = {}));
    (function(InlineValueText2) {
      function create(range, text3) {
        return { range, text: text3 };
      }
      __name(create, "create");
      InlineValueText2.create = create;
      function is2(value) {
        const candidate = value;
        return candidate !== void 0 && candidate !== null && Range.is(candidate.range) && Is.string(candidate.text);
      }
      __name(is2, "is");
      InlineValueText2.is = is2;
    })(InlineValueText || (InlineValueText = {}));
    (function(InlineValueVariableLookup2) {
      function create(range, variableName, caseSensitiveLookup) {
        return { range, variableName, caseSensitiveLookup };
      }
      __name(create, "create");
      InlineValueVariableLookup2.create = create;
      function is2(value) {
        const candidate = value;
        return candidate !== void 0 && candidate !== null && Range.is(candidate.range) && Is.boolean(candidate.caseSensitiveLookup) && (Is.string(candidate.variableName) || candidate.variableName === void 0);
      }
      __name(is2, "is");
      InlineValueVariableLookup2.is = is2;
    })(InlineValueVariableLookup || (InlineValueVariableLookup = {}));
    (function(InlineValueEvaluatableExpression2) {
      function create(range, expression) {
        return { range, expression };
      }
      __name(create, "create");
      InlineValueEvaluatableExpression2.create = create;
      function is2(value) {
        const candidate = value;
        return candidate !== void 0 && candidate !== null && Range.is(candidate.range) && (Is.string(candidate.expression) || candidate.expression === void 0);
      }
      __name(is2, "is");
      InlineValueEvaluatableExpression2.is = is2;
    })(InlineValueEvaluatableExpression || (InlineValueEvaluatableExpression = {}));
    (function(InlineValueContext2) {
      function create(frameId, stoppedLocation) {
        return { frameId, stoppedLocation };
      }
      __name(create, "create");
      InlineValueContext2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.defined(candidate) && Range.is(value.stoppedLocation);
      }
      __name(is2, "is");
      InlineValueContext2.is = is2;
    })(InlineValueContext || (InlineValueContext = {}));
    (function(InlayHintKind2) {
      InlayHintKind2.Type = 1;
      InlayHintKind2.Parameter = 2;
      function is2(value) {
        return value === 1 || value === 2;
      }
      __name(is2, "is");
      InlayHintKind2.is = is2;
    })(InlayHintKind || (InlayHintKind = {}));
    (function(InlayHintLabelPart2) {
      function create(value) {
        return { value };
      }
      __name(create, "create");
      InlayHintLabelPart2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && (candidate.tooltip === void 0 || Is.string(candidate.tooltip) || MarkupContent.is(candidate.tooltip)) && (candidate.location === void 0 || Location.is(candidate.location)) && (candidate.command === void 0 || Command.is(candidate.command));
      }
      __name(is2, "is");
      InlayHintLabelPart2.is = is2;
    })(InlayHintLabelPart || (InlayHintLabelPart = {}));
    (function(InlayHint2) {
      function create(position, label, kind) {
        const result = { position, label };
        if (kind !== void 0) {
          result.kind = kind;
        }
        return result;
      }
      __name(create, "create");
      InlayHint2.create = create;
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && Position.is(candidate.position) && (Is.string(candidate.label) || Is.typedArray(candidate.label, InlayHintLabelPart.is)) && (candidate.kind === void 0 || InlayHintKind.is(candidate.kind)) && candidate.textEdits === void 0 || Is.typedArray(candidate.textEdits, TextEdit.is) && (candidate.tooltip === void 0 || Is.string(candidate.tooltip) || MarkupContent.is(candidate.tooltip)) && (candidate.paddingLeft === void 0 || Is.boolean(candidate.paddingLeft)) && (candidate.paddingRight === void 0 || Is.boolean(candidate.paddingRight));
      }
      __name(is2, "is");
      InlayHint2.is = is2;
    })(InlayHint || (InlayHint = {}));
    (function(StringValue2) {
      function createSnippet(value) {
        return { kind: "snippet", value };
      }
      __name(createSnippet, "createSnippet");
      StringValue2.createSnippet = createSnippet;
      function isSnippet(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && candidate.kind === "snippet" && Is.string(candidate.value);
      }
      __name(isSnippet, "isSnippet");
      StringValue2.isSnippet = isSnippet;
    })(StringValue || (StringValue = {}));
    (function(InlineCompletionItem2) {
      function create(insertText, filterText, range, command) {
        return { insertText, filterText, range, command };
      }
      __name(create, "create");
      InlineCompletionItem2.create = create;
    })(InlineCompletionItem || (InlineCompletionItem = {}));
    (function(InlineCompletionList2) {
      function create(items) {
        return { items };
      }
      __name(create, "create");
      InlineCompletionList2.create = create;
    })(InlineCompletionList || (InlineCompletionList = {}));
    (function(InlineCompletionTriggerKind2) {
      InlineCompletionTriggerKind2.Invoked = 1;
      InlineCompletionTriggerKind2.Automatic = 2;
    })(InlineCompletionTriggerKind || (InlineCompletionTriggerKind = {}));
    (function(SelectedCompletionInfo2) {
      function create(range, text3) {
        return { range, text: text3 };
      }
      __name(create, "create");
      SelectedCompletionInfo2.create = create;
    })(SelectedCompletionInfo || (SelectedCompletionInfo = {}));
    (function(InlineCompletionContext2) {
      function create(triggerKind, selectedCompletionInfo) {
        return { triggerKind, selectedCompletionInfo };
      }
      __name(create, "create");
      InlineCompletionContext2.create = create;
    })(InlineCompletionContext || (InlineCompletionContext = {}));
    (function(WorkspaceFolder2) {
      function is2(value) {
        const candidate = value;
        return Is.objectLiteral(candidate) && URI.is(candidate.uri) && Is.string(candidate.name);
      }
      __name(is2, "is");
      WorkspaceFolder2.is = is2;
    })(WorkspaceFolder || (WorkspaceFolder = {}));
    EOL = ["\n", "\r\n", "\r"];
    (function(TextDocument3) {
      function create(uri, languageId, version, content) {
        return new FullTextDocument(uri, languageId, version, content);
      }
      __name(create, "create");
      TextDocument3.create = create;
      function is2(value) {
        const candidate = value;
        return Is.defined(candidate) && Is.string(candidate.uri) && (Is.undefined(candidate.languageId) || Is.string(candidate.languageId)) && Is.uinteger(candidate.lineCount) && Is.func(candidate.getText) && Is.func(candidate.positionAt) && Is.func(candidate.offsetAt) ? true : false;
      }
      __name(is2, "is");
      TextDocument3.is = is2;
      function applyEdits(document, edits) {
        let text3 = document.getText();
        const sortedEdits = mergeSort2(edits, (a, b) => {
          const diff2 = a.range.start.line - b.range.start.line;
          if (diff2 === 0) {
            return a.range.start.character - b.range.start.character;
          }
          return diff2;
        });
        let lastModifiedOffset = text3.length;
        for (let i = sortedEdits.length - 1; i >= 0; i--) {
          const e = sortedEdits[i];
          const startOffset = document.offsetAt(e.range.start);
          const endOffset = document.offsetAt(e.range.end);
          if (endOffset <= lastModifiedOffset) {
            text3 = text3.substring(0, startOffset) + e.newText + text3.substring(endOffset, text3.length);
          } else {
            throw new Error("Overlapping edit");
          }
          lastModifiedOffset = startOffset;
        }
        return text3;
      }
      __name(applyEdits, "applyEdits");
      TextDocument3.applyEdits = applyEdits;
      function mergeSort2(data, compare) {
        if (data.length <= 1) {
          return data;
        }
        const p = data.length / 2 | 0;
        const left = data.slice(0, p);
        const right = data.slice(p);
        mergeSort2(left, compare);
        mergeSort2(right, compare);
        let leftIdx = 0;
        let rightIdx = 0;
        let i = 0;
        while (leftIdx < left.length && rightIdx < right.length) {
          const ret = compare(left[leftIdx], right[rightIdx]);
          if (ret <= 0) {
            data[i++] = left[leftIdx++];
          } else {
            data[i++] = right[rightIdx++];
          }
        }
        while (leftIdx < left.length) {
          data[i++] = left[leftIdx++];
        }
        while (rightIdx < right.length) {
          data[i++] = right[rightIdx++];
        }
        return data;
      }
      __name(mergeSort2, "mergeSort");
    })(TextDocument || (TextDocument = {}));
    FullTextDocument = class {
      static {
        __name(this, "FullTextDocument");
      }
      constructor(uri, languageId, version, content) {
        this._uri = uri;
        this._languageId = languageId;
        this._version = version;
        this._content = content;
        this._lineOffsets = void 0;
      }
      get uri() {
        return this._uri;
      }
      get languageId() {
        return this._languageId;
      }
      get version() {
        return this._version;
      }
      getText(range) {
        if (range) {
          const start = this.offsetAt(range.start);
          const end = this.offsetAt(range.end);
          return this._content.substring(start, end);
        }
        return this._content;
      }
      update(event, version) {
        this._content = event.text;
        this._version = version;
        this._lineOffsets = void 0;
      }
      getLineOffsets() {
        if (this._lineOffsets === void 0) {
          const lineOffsets = [];
          const text3 = this._content;
          let isLineStart = true;
          for (let i = 0; i < text3.length; i++) {
            if (isLineStart) {
              lineOffsets.push(i);
              isLineStart = false;
            }
            const ch = text3.charAt(i);
            isLineStart = ch === "\r" || ch === "\n";
            if (ch === "\r" && i + 1 < text3.length && text3.charAt(i + 1) === "\n") {
              i++;
            }
          }
          if (isLineStart && text3.length > 0) {
            lineOffsets.push(text3.length);
          }
          this._lineOffsets = lineOffsets;
        }
        return this._lineOffsets;
      }
      positionAt(offset) {
        offset = Math.max(Math.min(offset, this._content.length), 0);
        const lineOffsets = this.getLineOffsets();
        let low = 0, high = lineOffsets.length;
        if (high === 0) {
          return Position.create(0, offset);
        }
        while (low < high) {
          const mid = Math.floor((low + high) / 2);
          if (lineOffsets[mid] > offset) {
            high = mid;
          } else {
            low = mid + 1;
          }
        }
        const line = low - 1;
        return Position.create(line, offset - lineOffsets[line]);
      }
      offsetAt(position) {
        const lineOffsets = this.getLineOffsets();
        if (position.line >= lineOffsets.length) {
          return this._content.length;
        } else if (position.line < 0) {
          return 0;
        }
        const lineOffset = lineOffsets[position.line];
        const nextLineOffset = position.line + 1 < lineOffsets.length ? lineOffsets[position.line + 1] : this._content.length;
        return Math.max(Math.min(lineOffset + position.character, nextLineOffset), lineOffset);
      }
      get lineCount() {
        return this.getLineOffsets().length;
      }
    };
    (function(Is2) {
      const toString = Object.prototype.toString;
      function defined(value) {
        return typeof value !== "undefined";
      }
      __name(defined, "defined");
      Is2.defined = defined;
      function undefined2(value) {
        return typeof value === "undefined";
      }
      __name(undefined2, "undefined");
      Is2.undefined = undefined2;
      function boolean2(value) {
        return value === true || value === false;
      }
      __name(boolean2, "boolean");
      Is2.boolean = boolean2;
      function string3(value) {
        return toString.call(value) === "[object String]";
      }
      __name(string3, "string");
      Is2.string = string3;
      function number2(value) {
        return toString.call(value) === "[object Number]";
      }
      __name(number2, "number");
      Is2.number = number2;
      function numberRange(value, min, max) {
        return toString.call(value) === "[object Number]" && min <= value && value <= max;
      }
      __name(numberRange, "numberRange");
      Is2.numberRange = numberRange;
      function integer3(value) {
        return toString.call(value) === "[object Number]" && -2147483648 <= value && value <= 2147483647;
      }
      __name(integer3, "integer");
      Is2.integer = integer3;
      function uinteger2(value) {
        return toString.call(value) === "[object Number]" && 0 <= value && value <= 2147483647;
      }
      __name(uinteger2, "uinteger");
      Is2.uinteger = uinteger2;
      function func(value) {
        return toString.call(value) === "[object Function]";
      }
      __name(func, "func");
      Is2.func = func;
      function objectLiteral(value) {
        return value !== null && typeof value === "object";
      }
      __name(objectLiteral, "objectLiteral");
      Is2.objectLiteral = objectLiteral;
      function typedArray(value, check2) {
        return Array.isArray(value) && value.every(check2);
      }
      __name(typedArray, "typedArray");
      Is2.typedArray = typedArray;
    })(Is || (Is = {}));
  }
});

// node_modules/dockerfile-ast/lib/line.js
var require_line = __commonJS({
  "node_modules/dockerfile-ast/lib/line.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Line = void 0;
    var Line = class {
      static {
        __name(this, "Line");
      }
      constructor(document, range) {
        this.document = document;
        this.range = range;
      }
      getRange() {
        return this.range;
      }
      getTextContent() {
        return this.document.getText().substring(this.document.offsetAt(this.range.start), this.document.offsetAt(this.range.end));
      }
      isAfter(line) {
        return this.range.start.line > line.range.start.line;
      }
      isBefore(line) {
        return this.range.start.line < line;
      }
    };
    exports.Line = Line;
  }
});

// node_modules/dockerfile-ast/lib/util.js
var require_util = __commonJS({
  "node_modules/dockerfile-ast/lib/util.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Util = void 0;
    var Util = class _Util {
      static {
        __name(this, "Util");
      }
      static isUTF8BOM(char) {
        const uintArray = Uint8Array.from(Buffer.from(char, "UTF-8"));
        return uintArray[0] === 239 && uintArray[1] == 187 && uintArray[2] == 191;
      }
      static isWhitespace(char) {
        return char === " " || char === "	" || _Util.isNewline(char);
      }
      static isNewline(char) {
        return char === "\r" || char === "\n";
      }
      static findLeadingNonWhitespace(content, escapeChar) {
        whitespaceCheck: for (let i = 0; i < content.length; i++) {
          switch (content.charAt(i)) {
            case " ":
            case "	":
              continue;
            case escapeChar:
              escapeCheck: for (let j = i + 1; j < content.length; j++) {
                switch (content.charAt(j)) {
                  case " ":
                  case "	":
                    continue;
                  case "\r":
                    i = j + 1;
                    continue whitespaceCheck;
                  case "\n":
                    i = j;
                    continue whitespaceCheck;
                  default:
                    break escapeCheck;
                }
              }
              return -1;
            default:
              return i;
          }
        }
        return -1;
      }
      /**
       * Determines if the given position is contained within the given range.
       *
       * @param position the position to check
       * @param range the range to see if the position is inside of
       */
      static isInsideRange(position, range) {
        if (range.start.line === range.end.line) {
          return range.start.line === position.line && range.start.character <= position.character && position.character <= range.end.character;
        } else if (range.start.line === position.line) {
          return range.start.character <= position.character;
        } else if (range.end.line === position.line) {
          return position.character <= range.end.character;
        }
        return range.start.line < position.line && position.line < range.end.line;
      }
      static parseHeredocName(value) {
        value = value.substring(2);
        if (value.charAt(0) === "-") {
          value = value.substring(1);
        }
        if (value.charAt(0) === '"') {
          if (value.charAt(value.length - 1) !== '"') {
            return null;
          }
          value = value.substring(1, value.length - 1);
        }
        if (value.charAt(0) === "'") {
          if (value.charAt(value.length - 1) !== "'") {
            return null;
          }
          value = value.substring(1, value.length - 1);
        }
        if (value.charAt(0) === "<") {
          return null;
        }
        return value;
      }
    };
    exports.Util = Util;
  }
});

// node_modules/dockerfile-ast/lib/comment.js
var require_comment = __commonJS({
  "node_modules/dockerfile-ast/lib/comment.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Comment = void 0;
    var vscode_languageserver_types_1 = (init_main(), __toCommonJS(main_exports));
    var line_1 = require_line();
    var util_1 = require_util();
    var Comment = class extends line_1.Line {
      static {
        __name(this, "Comment");
      }
      constructor(document, range) {
        super(document, range);
      }
      toString() {
        const content = this.getContent();
        if (content) {
          return "# " + content;
        }
        return "#";
      }
      /**
       * Returns the content of this comment. This excludes leading and
       * trailing whitespace as well as the # symbol. If the comment only
       * consists of whitespace, the empty string will be returned.
       */
      getContent() {
        let range = this.getContentRange();
        if (range === null) {
          return "";
        }
        return this.document.getText().substring(this.document.offsetAt(range.start), this.document.offsetAt(range.end));
      }
      /**
       * Returns a range that includes the content of the comment
       * excluding any leading and trailing whitespace as well as the #
       * symbol. May return null if the comment only consists of whitespace
       * characters.
       */
      getContentRange() {
        let range = this.getRange();
        const startOffset = this.document.offsetAt(range.start);
        let raw = this.document.getText().substring(startOffset, this.document.offsetAt(range.end));
        let start = -1;
        let end = -1;
        for (let i = 1; i < raw.length; i++) {
          if (!util_1.Util.isWhitespace(raw.charAt(i))) {
            start = i;
            break;
          }
        }
        if (start === -1) {
          return null;
        }
        for (let i = raw.length - 1; i >= 1; i--) {
          if (!util_1.Util.isWhitespace(raw.charAt(i))) {
            end = i + 1;
            break;
          }
        }
        return vscode_languageserver_types_1.Range.create(this.document.positionAt(startOffset + start), this.document.positionAt(startOffset + end));
      }
    };
    exports.Comment = Comment;
  }
});

// node_modules/vscode-languageserver-textdocument/lib/esm/main.js
var main_exports2 = {};
__export(main_exports2, {
  TextDocument: () => TextDocument2
});
function mergeSort(data, compare) {
  if (data.length <= 1) {
    return data;
  }
  const p = data.length / 2 | 0;
  const left = data.slice(0, p);
  const right = data.slice(p);
  mergeSort(left, compare);
  mergeSort(right, compare);
  let leftIdx = 0;
  let rightIdx = 0;
  let i = 0;
  while (leftIdx < left.length && rightIdx < right.length) {
    const ret = compare(left[leftIdx], right[rightIdx]);
    if (ret <= 0) {
      data[i++] = left[leftIdx++];
    } else {
      data[i++] = right[rightIdx++];
    }
  }
  while (leftIdx < left.length) {
    data[i++] = left[leftIdx++];
  }
  while (rightIdx < right.length) {
    data[i++] = right[rightIdx++];
  }
  return data;
}
function computeLineOffsets(text3, isAtLineStart, textOffset = 0) {
  const result = isAtLineStart ? [textOffset] : [];
  for (let i = 0; i < text3.length; i++) {
    const ch = text3.charCodeAt(i);
    if (isEOL(ch)) {
      if (ch === 13 && i + 1 < text3.length && text3.charCodeAt(i + 1) === 10) {
        i++;
      }
      result.push(textOffset + i + 1);
    }
  }
  return result;
}
function isEOL(char) {
  return char === 13 || char === 10;
}
function getWellformedRange(range) {
  const start = range.start;
  const end = range.end;
  if (start.line > end.line || start.line === end.line && start.character > end.character) {
    return { start: end, end: start };
  }
  return range;
}
function getWellformedEdit(textEdit) {
  const range = getWellformedRange(textEdit.range);
  if (range !== textEdit.range) {
    return { newText: textEdit.newText, range };
  }
  return textEdit;
}
var FullTextDocument2, TextDocument2;
var init_main2 = __esm({
  "node_modules/vscode-languageserver-textdocument/lib/esm/main.js"() {
    "use strict";
    FullTextDocument2 = class _FullTextDocument {
      static {
        __name(this, "FullTextDocument");
      }
      constructor(uri, languageId, version, content) {
        this._uri = uri;
        this._languageId = languageId;
        this._version = version;
        this._content = content;
        this._lineOffsets = void 0;
      }
      get uri() {
        return this._uri;
      }
      get languageId() {
        return this._languageId;
      }
      get version() {
        return this._version;
      }
      getText(range) {
        if (range) {
          const start = this.offsetAt(range.start);
          const end = this.offsetAt(range.end);
          return this._content.substring(start, end);
        }
        return this._content;
      }
      update(changes, version) {
        for (const change2 of changes) {
          if (_FullTextDocument.isIncremental(change2)) {
            const range = getWellformedRange(change2.range);
            const startOffset = this.offsetAt(range.start);
            const endOffset = this.offsetAt(range.end);
            this._content = this._content.substring(0, startOffset) + change2.text + this._content.substring(endOffset, this._content.length);
            const insertedEndOffset = startOffset + change2.text.length;
            const crlfAtStart = this._content.charCodeAt(startOffset - 1) === 13 && this._content.charCodeAt(startOffset) === 10;
            const crlfAtEnd = this._content.charCodeAt(insertedEndOffset - 1) === 13 && this._content.charCodeAt(insertedEndOffset) === 10;
            if (crlfAtStart || crlfAtEnd) {
              this._lineOffsets = void 0;
              continue;
            }
            const startLine = Math.max(range.start.line, 0);
            const endLine = Math.max(range.end.line, 0);
            let lineOffsets = this._lineOffsets;
            const addedLineOffsets = computeLineOffsets(change2.text, false, startOffset);
            if (endLine - startLine === addedLineOffsets.length) {
              for (let i = 0, len = addedLineOffsets.length; i < len; i++) {
                lineOffsets[i + startLine + 1] = addedLineOffsets[i];
              }
            } else {
              if (addedLineOffsets.length < 1e4) {
                lineOffsets.splice(startLine + 1, endLine - startLine, ...addedLineOffsets);
              } else {
                this._lineOffsets = lineOffsets = lineOffsets.slice(0, startLine + 1).concat(addedLineOffsets, lineOffsets.slice(endLine + 1));
              }
            }
            const diff2 = change2.text.length - (endOffset - startOffset);
            if (diff2 !== 0) {
              for (let i = startLine + 1 + addedLineOffsets.length, len = lineOffsets.length; i < len; i++) {
                lineOffsets[i] = lineOffsets[i] + diff2;
              }
            }
          } else if (_FullTextDocument.isFull(change2)) {
            this._content = change2.text;
            this._lineOffsets = void 0;
          } else {
            throw new Error("Unknown change event received");
          }
        }
        this._version = version;
      }
      getLineOffsets() {
        if (this._lineOffsets === void 0) {
          this._lineOffsets = computeLineOffsets(this._content, true);
        }
        return this._lineOffsets;
      }
      positionAt(offset) {
        offset = Math.max(Math.min(offset, this._content.length), 0);
        const lineOffsets = this.getLineOffsets();
        let low = 0, high = lineOffsets.length;
        if (high === 0) {
          return { line: 0, character: offset };
        }
        while (low < high) {
          const mid = Math.floor((low + high) / 2);
          if (lineOffsets[mid] > offset) {
            high = mid;
          } else {
            low = mid + 1;
          }
        }
        const line = low - 1;
        offset = this.ensureBeforeEOL(offset, lineOffsets[line]);
        return { line, character: offset - lineOffsets[line] };
      }
      offsetAt(position) {
        const lineOffsets = this.getLineOffsets();
        if (position.line >= lineOffsets.length) {
          return this._content.length;
        } else if (position.line < 0) {
          return 0;
        }
        const lineOffset = lineOffsets[position.line];
        if (position.character <= 0) {
          return lineOffset;
        }
        const nextLineOffset = position.line + 1 < lineOffsets.length ? lineOffsets[position.line + 1] : this._content.length;
        const offset = Math.min(lineOffset + position.character, nextLineOffset);
        return this.ensureBeforeEOL(offset, lineOffset);
      }
      getLineRange(line) {
        const lineOffsets = this.getLineOffsets();
        if (line >= lineOffsets.length) {
          const lastLine = lineOffsets.length - 1;
          return { start: { line: lastLine, character: 0 }, end: { line: lastLine, character: this._content.length - lineOffsets[lastLine] } };
        } else if (line < 0) {
          return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
        }
        const startOffset = lineOffsets[line];
        const nextLineOffset = line + 1 < lineOffsets.length ? lineOffsets[line + 1] : this._content.length;
        const endOffset = this.ensureBeforeEOL(nextLineOffset, startOffset);
        return { start: { line, character: 0 }, end: { line, character: endOffset - startOffset } };
      }
      getEOLCharacters(line) {
        const lineOffsets = this.getLineOffsets();
        if (line >= lineOffsets.length) {
          return "";
        } else if (line < 0) {
          return "";
        }
        const nextLineOffset = line + 1 < lineOffsets.length ? lineOffsets[line + 1] : this._content.length;
        const eolOffset = this.ensureBeforeEOL(nextLineOffset, lineOffsets[line]);
        return this._content.substring(eolOffset, nextLineOffset);
      }
      ensureBeforeEOL(offset, lineOffset) {
        while (offset > lineOffset && isEOL(this._content.charCodeAt(offset - 1))) {
          offset--;
        }
        return offset;
      }
      get lineCount() {
        return this.getLineOffsets().length;
      }
      static isIncremental(event) {
        const candidate = event;
        return candidate !== void 0 && candidate !== null && typeof candidate.text === "string" && candidate.range !== void 0 && (candidate.rangeLength === void 0 || typeof candidate.rangeLength === "number");
      }
      static isFull(event) {
        const candidate = event;
        return candidate !== void 0 && candidate !== null && typeof candidate.text === "string" && candidate.range === void 0 && candidate.rangeLength === void 0;
      }
    };
    (function(TextDocument3) {
      function create(uri, languageId, version, content) {
        return new FullTextDocument2(uri, languageId, version, content);
      }
      __name(create, "create");
      TextDocument3.create = create;
      function update(document, changes, version) {
        if (document instanceof FullTextDocument2) {
          document.update(changes, version);
          return document;
        } else {
          throw new Error("TextDocument.update: document must be created by TextDocument.create");
        }
      }
      __name(update, "update");
      TextDocument3.update = update;
      function applyEdits(document, edits) {
        const text3 = document.getText();
        const sortedEdits = mergeSort(edits.map(getWellformedEdit), (a, b) => {
          const diff2 = a.range.start.line - b.range.start.line;
          if (diff2 === 0) {
            return a.range.start.character - b.range.start.character;
          }
          return diff2;
        });
        let lastModifiedOffset = 0;
        const spans = [];
        for (const e of sortedEdits) {
          const startOffset = document.offsetAt(e.range.start);
          if (startOffset < lastModifiedOffset) {
            throw new Error("Overlapping edit");
          } else if (startOffset > lastModifiedOffset) {
            spans.push(text3.substring(lastModifiedOffset, startOffset));
          }
          if (e.newText.length) {
            spans.push(e.newText);
          }
          lastModifiedOffset = document.offsetAt(e.range.end);
        }
        spans.push(text3.substr(lastModifiedOffset));
        return spans.join("");
      }
      __name(applyEdits, "applyEdits");
      TextDocument3.applyEdits = applyEdits;
    })(TextDocument2 || (TextDocument2 = {}));
    __name(mergeSort, "mergeSort");
    __name(computeLineOffsets, "computeLineOffsets");
    __name(isEOL, "isEOL");
    __name(getWellformedRange, "getWellformedRange");
    __name(getWellformedEdit, "getWellformedEdit");
  }
});

// node_modules/dockerfile-ast/lib/parserDirective.js
var require_parserDirective = __commonJS({
  "node_modules/dockerfile-ast/lib/parserDirective.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.ParserDirective = void 0;
    var main_1 = require_main();
    var line_1 = require_line();
    var ParserDirective = class extends line_1.Line {
      static {
        __name(this, "ParserDirective");
      }
      constructor(document, range, nameRange, valueRange) {
        super(document, range);
        this.nameRange = nameRange;
        this.valueRange = valueRange;
      }
      toString() {
        return "# " + this.getName() + "=" + this.getValue();
      }
      getNameRange() {
        return this.nameRange;
      }
      getValueRange() {
        return this.valueRange;
      }
      getName() {
        return this.document.getText().substring(this.document.offsetAt(this.nameRange.start), this.document.offsetAt(this.nameRange.end));
      }
      getValue() {
        return this.document.getText().substring(this.document.offsetAt(this.valueRange.start), this.document.offsetAt(this.valueRange.end));
      }
      getDirective() {
        const directive = main_1.Directive[this.getName().toLowerCase()];
        return directive === void 0 ? null : directive;
      }
    };
    exports.ParserDirective = ParserDirective;
  }
});

// node_modules/dockerfile-ast/lib/heredoc.js
var require_heredoc = __commonJS({
  "node_modules/dockerfile-ast/lib/heredoc.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Heredoc = void 0;
    var Heredoc = class {
      static {
        __name(this, "Heredoc");
      }
      constructor(startRange, name, nameRange, contentRange, endRange) {
        this.startRange = startRange;
        this.name = name;
        this.nameRange = nameRange;
        this.contentRange = contentRange;
        this.endRange = endRange;
      }
      /**
       * Returns the name of the here-document.
       *
       * This API is experimental and subject to change.
       */
      getName() {
        return this.name;
      }
      /**
       * Returns the range of the start operator and the name. If the
       * here-document is initialized with <<EOT then the start range would
       * encompass all five characters.
       *
       * This API is experimental and subject to change.
       */
      getStartRange() {
        return this.startRange;
      }
      /**
       * Returns the range of this here-document's name that is declared at
       * the beginning of the here-document with the operator. If the
       * here-document is initialized with <<EOT then the name range would
       * encompass the latter three "EOT" characters.
       *
       * This API is experimental and subject to change.
       */
      getNameRange() {
        return this.nameRange;
      }
      /**
       * Returns the range of the content of this here-document. This may
       * be null if the here-document has no content because:
       * - the start range is the only thing that was declared
       * - the end range was declared immediately and there is no content
       *
       * This API is experimental and subject to change.
       */
      getContentRange() {
        return this.contentRange;
      }
      /**
       * Returns the range of the here-document's name on a line that
       * represents the end of the here-document.
       *
       * This API is experimental and subject to change.
       */
      getDelimiterRange() {
        return this.endRange;
      }
    };
    exports.Heredoc = Heredoc;
  }
});

// node_modules/dockerfile-ast/lib/variable.js
var require_variable = __commonJS({
  "node_modules/dockerfile-ast/lib/variable.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Variable = void 0;
    var Variable = class {
      static {
        __name(this, "Variable");
      }
      constructor(name, nameRange, range, modifier, modifierRange, substitutionParameter, substitutionRange, defined, buildVariable, stringValue) {
        this.name = name;
        this.nameRange = nameRange;
        this.range = range;
        this.modifier = modifier;
        this.modifierRange = modifierRange;
        this.substitutionParameter = substitutionParameter;
        this.substitutionRange = substitutionRange;
        this.defined = defined;
        this.buildVariable = buildVariable;
        this.stringValue = stringValue;
      }
      toString() {
        return this.stringValue;
      }
      getName() {
        return this.name;
      }
      getNameRange() {
        return this.nameRange;
      }
      /**
       * Returns the range of the entire variable. This includes the symbols for
       * the declaration of the variable such as the $, {, and } symbols.
       *
       * @return the range in the document that this variable encompasses in its
       *         entirety
       */
      getRange() {
        return this.range;
      }
      /**
       * Returns the modifier character that has been set for
       * specifying how this variable should be expanded and resolved.
       * If this variable is ${variable:+value} then the modifier
       * character is '+'. Will be the empty string if the variable is
       * declared as ${variable:}. Otherwise, will be null if this
       * variable will not use variable substitution at all (such as
       * ${variable} or $variable).
       *
       * @return this variable's modifier character, or the empty
       *         string if it does not have one, or null if this
       *         variable will not use variable substitution
       */
      getModifier() {
        return this.modifier;
      }
      getModifierRange() {
        return this.modifierRange;
      }
      /**
       * Returns the parameter that will be used for substitution if
       * this variable uses modifiers to define how its value should be
       * resolved. If this variable is ${variable:+value} then the
       * substitution value will be 'value'. Will be the empty string
       * if the variable is declared as ${variable:+} or some other
       * variant where the only thing that follows the modifier
       * character (excluding considerations of escape characters and
       * so on) is the variable's closing bracket. May be null if this
       * variable does not have a modifier character defined (such as
       * ${variable} or $variable).
       *
       * @return this variable's substitution parameter, or the empty
       *         string if it does not have one, or null if there is
       *         not one defined
       */
      getSubstitutionParameter() {
        return this.substitutionParameter;
      }
      getSubstitutionRange() {
        return this.substitutionRange;
      }
      /**
       * Returns whether this variable has been defined or not.
       *
       * @return true if this variable has been defined, false otherwise
       */
      isDefined() {
        return this.defined;
      }
      isBuildVariable() {
        return this.buildVariable === true;
      }
      isEnvironmentVariable() {
        return this.buildVariable === false;
      }
    };
    exports.Variable = Variable;
  }
});

// node_modules/dockerfile-ast/lib/instruction.js
var require_instruction = __commonJS({
  "node_modules/dockerfile-ast/lib/instruction.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Instruction = void 0;
    var vscode_languageserver_types_1 = (init_main(), __toCommonJS(main_exports));
    var util_1 = require_util();
    var line_1 = require_line();
    var argument_1 = require_argument();
    var heredoc_1 = require_heredoc();
    var variable_1 = require_variable();
    var main_1 = require_main();
    var Instruction = class extends line_1.Line {
      static {
        __name(this, "Instruction");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range);
        this.dockerfile = dockerfile;
        this.escapeChar = escapeChar;
        this.instruction = instruction2;
        this.instructionRange = instructionRange;
      }
      toString() {
        let value = this.getKeyword();
        for (let arg of this.getRawArguments()) {
          value += " ";
          value += arg.getValue();
        }
        return value;
      }
      getRangeContent(range) {
        if (range === null) {
          return null;
        }
        return this.document.getText().substring(this.document.offsetAt(range.start), this.document.offsetAt(range.end));
      }
      getInstructionRange() {
        return this.instructionRange;
      }
      getInstruction() {
        return this.instruction;
      }
      getKeyword() {
        return this.getInstruction().toUpperCase();
      }
      getArgumentsRange() {
        let args = this.getArguments();
        if (args.length === 0) {
          return null;
        }
        return vscode_languageserver_types_1.Range.create(args[0].getRange().start, args[args.length - 1].getRange().end);
      }
      getArgumentsRanges() {
        let args = this.getArguments();
        if (args.length === 0) {
          return [];
        }
        if (args[0].getRange().start.line === args[args.length - 1].getRange().end.line) {
          return [vscode_languageserver_types_1.Range.create(args[0].getRange().start, args[args.length - 1].getRange().end)];
        }
        let ranges = [];
        let end = -1;
        let startPosition = args[0].getRange().start;
        let range = this.getInstructionRange();
        let extra = this.document.offsetAt(startPosition) - this.document.offsetAt(range.start);
        let content = this.getTextContent();
        let fullArgs = content.substring(extra, this.document.offsetAt(args[args.length - 1].getRange().end) - this.document.offsetAt(range.start));
        let offset = this.document.offsetAt(range.start) + extra;
        let start = false;
        let comment = false;
        for (let i = 0; i < fullArgs.length; i++) {
          let char = fullArgs.charAt(i);
          if (char === this.escapeChar) {
            let next = fullArgs.charAt(i + 1);
            if (next === " " || next === "	") {
              whitespaceCheck: for (let j = i + 2; j < fullArgs.length; j++) {
                switch (fullArgs.charAt(j)) {
                  case " ":
                  case "	":
                    continue;
                  case "\r":
                    j++;
                  case "\n":
                    if (startPosition !== null) {
                      ranges.push(vscode_languageserver_types_1.Range.create(startPosition, this.document.positionAt(offset + end + 1)));
                    }
                    startPosition = null;
                    start = true;
                    comment = false;
                    i = j;
                    break whitespaceCheck;
                  default:
                    break whitespaceCheck;
                }
              }
            } else if (next === "\r") {
              if (startPosition !== null) {
                ranges.push(vscode_languageserver_types_1.Range.create(startPosition, this.document.positionAt(offset + end + 1)));
                startPosition = null;
              }
              start = true;
              comment = false;
              i += 2;
            } else if (next === "\n") {
              if (startPosition !== null) {
                ranges.push(vscode_languageserver_types_1.Range.create(startPosition, this.document.positionAt(offset + end + 1)));
              }
              startPosition = null;
              start = true;
              comment = false;
              i++;
            } else {
              i++;
            }
          } else if (util_1.Util.isNewline(char)) {
            if (comment) {
              startPosition = null;
              start = true;
              comment = false;
            }
          } else {
            if (!comment) {
              if (startPosition === null) {
                if (char === "#") {
                  comment = true;
                  continue;
                }
                let position = this.document.positionAt(offset + i);
                if (position.character !== 0) {
                  startPosition = vscode_languageserver_types_1.Position.create(position.line, 0);
                }
              }
              end = i;
            }
          }
        }
        if (startPosition === null) {
          ranges.push(vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + end), this.document.positionAt(offset + end + 1)));
        } else {
          ranges.push(vscode_languageserver_types_1.Range.create(startPosition, this.document.positionAt(offset + end + 1)));
        }
        return ranges;
      }
      getRawArgumentsContent() {
        let args = this.getArguments();
        if (args.length === 0) {
          return null;
        }
        return this.getRangeContent(vscode_languageserver_types_1.Range.create(args[0].getRange().start, args[args.length - 1].getRange().end));
      }
      getArgumentsContent() {
        let args = this.getArguments();
        if (args.length === 0) {
          return null;
        }
        let content = "";
        let ranges = this.getArgumentsRanges();
        let documentText = this.document.getText();
        for (let range of ranges) {
          content += documentText.substring(this.document.offsetAt(range.start), this.document.offsetAt(range.end));
        }
        return content;
      }
      getArguments() {
        return this.getRawArguments();
      }
      getRawArguments() {
        let args = [];
        let range = this.getInstructionRange();
        let extra = this.document.offsetAt(range.end) - this.document.offsetAt(range.start);
        let content = this.getTextContent();
        let fullArgs = content.substring(extra);
        let offset = this.document.offsetAt(range.start) + extra;
        let start = false;
        let comment = false;
        let found2 = -1;
        let escapedWhitespaceDetected = false;
        let escaping = false;
        let escapeMarker = -1;
        let escapedArg = "";
        for (let i = 0; i < fullArgs.length; i++) {
          let char = fullArgs.charAt(i);
          if (util_1.Util.isWhitespace(char)) {
            if (escaping) {
              escapedWhitespaceDetected = true;
              if (util_1.Util.isNewline(char)) {
                escapedWhitespaceDetected = false;
                if (comment) {
                  comment = false;
                  start = true;
                }
              }
              continue;
            } else if (found2 !== -1) {
              if (escapeMarker === -1) {
                args.push(new argument_1.Argument(escapedArg, vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + found2), this.document.positionAt(offset + i))));
              } else {
                args.push(new argument_1.Argument(escapedArg, vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + found2), this.document.positionAt(offset + escapeMarker))));
              }
              escapeMarker = -1;
              escapedArg = "";
              found2 = -1;
            }
          } else if (char === this.escapeChar) {
            let next = fullArgs.charAt(i + 1);
            if (next === " " || next === "	") {
              whitespaceCheck: for (let j = i + 2; j < fullArgs.length; j++) {
                let newlineCheck = fullArgs.charAt(j);
                switch (newlineCheck) {
                  case " ":
                  case "	":
                    continue;
                  case "\r":
                    j++;
                  case "\n":
                    comment = false;
                    escaping = true;
                    start = true;
                    if (found2 !== -1) {
                      escapeMarker = i;
                    }
                    i = j;
                    break whitespaceCheck;
                  default:
                    escapeMarker = i;
                    if (found2 === -1) {
                      i = j - 1;
                    }
                    break whitespaceCheck;
                }
              }
            } else if (next === "\r") {
              comment = false;
              escaping = true;
              start = true;
              if (found2 !== -1 && escapeMarker === -1) {
                escapeMarker = i;
              }
              i += 2;
            } else if (next === "\n") {
              comment = false;
              escaping = true;
              start = true;
              if (found2 !== -1 && escapeMarker === -1) {
                escapeMarker = i;
              }
              i++;
            } else {
              if (escapedWhitespaceDetected && escapeMarker !== -1) {
                args.push(new argument_1.Argument(escapedArg, vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + found2), this.document.positionAt(offset + escapeMarker))));
                escapedArg = "";
                found2 = -1;
              }
              escapeMarker = -1;
              escapedWhitespaceDetected = false;
              escaping = false;
              if (next === "$") {
                escapedArg = escapedArg + char + next;
              } else if (next === "") {
                break;
              } else {
                escapedArg = escapedArg + next;
              }
              if (found2 === -1) {
                found2 = i;
              }
              i++;
            }
          } else if (!comment) {
            if (start && char === "#") {
              comment = true;
            } else {
              if (escapedWhitespaceDetected && escapeMarker !== -1) {
                args.push(new argument_1.Argument(escapedArg, vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + found2), this.document.positionAt(offset + escapeMarker))));
                escapedArg = "";
                found2 = -1;
              }
              escapedWhitespaceDetected = false;
              escaping = false;
              escapeMarker = -1;
              escapedArg = escapedArg + char;
              if (found2 === -1) {
                found2 = i;
              }
            }
            start = false;
          }
        }
        if (found2 !== -1) {
          if (escapeMarker === -1) {
            args.push(new argument_1.Argument(escapedArg, vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + found2), this.document.positionAt(offset + fullArgs.length))));
          } else {
            args.push(new argument_1.Argument(escapedArg, vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + found2), this.document.positionAt(offset + escapeMarker))));
          }
        }
        return args;
      }
      getExpandedArguments() {
        let args = this.getArguments();
        for (let i = 0; i < args.length; i++) {
          const argRange = args[i].getRange();
          let offset = this.document.offsetAt(argRange.start);
          const variables = this.parseVariables(offset, args[i].getValue());
          const swaps = [];
          let requiresExpansion = false;
          for (let variable of variables) {
            const value = this.dockerfile.resolveVariable(variable.getName(), variable.getNameRange().start.line);
            swaps.push(value);
            requiresExpansion = requiresExpansion || value !== void 0;
          }
          if (requiresExpansion) {
            let expanded = "";
            for (let j = 0; j < swaps.length; j++) {
              const variableRange = variables[j].getRange();
              const start = this.document.offsetAt(variableRange.start);
              const end = this.document.offsetAt(variableRange.end);
              if (swaps[j]) {
                expanded += this.document.getText().substring(offset, start);
                expanded += swaps[j];
                offset = end;
              } else {
                expanded += this.document.getText().substring(offset, end);
                offset = end;
              }
            }
            const argEnd = this.document.offsetAt(argRange.end);
            if (argEnd !== offset) {
              expanded += this.document.getText().substring(offset, argEnd);
            }
            args[i] = new argument_1.Argument(expanded, argRange);
          }
        }
        return args;
      }
      getVariables() {
        const variables = [];
        const args = this.getRawArguments();
        for (const arg of args) {
          let range = arg.getRange();
          let rawValue = this.document.getText().substring(this.document.offsetAt(range.start), this.document.offsetAt(range.end));
          const parsedVariables = this.parseVariables(this.document.offsetAt(arg.getRange().start), rawValue);
          for (const parsedVariable of parsedVariables) {
            variables.push(parsedVariable);
          }
        }
        return variables;
      }
      parseVariables(offset, arg) {
        let variables = [];
        variableLoop: for (let i = 0; i < arg.length; i++) {
          switch (arg.charAt(i)) {
            case this.escapeChar:
              if (arg.charAt(i + 1) === "$") {
                i++;
              }
              break;
            case "$":
              if (arg.charAt(i + 1) === "{") {
                let escapedString = "${";
                let escapedName = "";
                let nameEnd = -1;
                let escapedSubstitutionParameter = "";
                let substitutionStart = -1;
                let substitutionEnd = -1;
                let modifierRead = -1;
                nameLoop: for (let j = i + 2; j < arg.length; j++) {
                  let char = arg.charAt(j);
                  switch (char) {
                    case this.escapeChar:
                      for (let k = j + 1; k < arg.length; k++) {
                        switch (arg.charAt(k)) {
                          case " ":
                          case "	":
                          case "\r":
                            continue;
                          case "\n":
                            j = k;
                            continue nameLoop;
                        }
                      }
                      break;
                    case "}":
                      escapedString += "}";
                      let modifier = null;
                      let modifierRange = null;
                      let substitutionParameter = modifierRead !== -1 ? escapedSubstitutionParameter : null;
                      let substitutionRange = null;
                      if (nameEnd === -1) {
                        nameEnd = j;
                      } else if (nameEnd + 1 === j) {
                        modifier = "";
                        modifierRange = vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + nameEnd + 1), this.document.positionAt(offset + nameEnd + 1));
                      } else {
                        if (substitutionStart === -1) {
                          substitutionStart = modifierRead + 1;
                          substitutionEnd = modifierRead + 1;
                        } else {
                          substitutionEnd = substitutionEnd + 1;
                        }
                        modifier = arg.substring(modifierRead, modifierRead + 1);
                        modifierRange = vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + modifierRead), this.document.positionAt(offset + modifierRead + 1));
                        substitutionRange = vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + substitutionStart), this.document.positionAt(offset + substitutionEnd));
                      }
                      let start = this.document.positionAt(offset + i);
                      variables.push(new variable_1.Variable(escapedName, vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + i + 2), this.document.positionAt(offset + nameEnd)), vscode_languageserver_types_1.Range.create(start, this.document.positionAt(offset + j + 1)), modifier, modifierRange, substitutionParameter, substitutionRange, this.dockerfile.resolveVariable(escapedName, start.line) !== void 0, this.isBuildVariable(escapedName, start.line), escapedString));
                      i = j;
                      continue variableLoop;
                    case ":":
                      if (nameEnd === -1) {
                        nameEnd = j;
                      } else if (modifierRead !== -1) {
                        if (substitutionStart === -1) {
                          substitutionStart = j;
                          substitutionEnd = j;
                        } else {
                          substitutionEnd = j;
                        }
                        escapedSubstitutionParameter += ":";
                      } else {
                        modifierRead = j;
                      }
                      escapedString += ":";
                      break;
                    case "\n":
                    case "\r":
                    case " ":
                    case "	":
                      break;
                    default:
                      if (nameEnd === -1) {
                        escapedName += char;
                      } else if (modifierRead !== -1) {
                        if (substitutionStart === -1) {
                          substitutionStart = j;
                          substitutionEnd = j;
                        } else {
                          substitutionEnd = j;
                        }
                        escapedSubstitutionParameter += char;
                      } else {
                        modifierRead = j;
                      }
                      escapedString += char;
                      break;
                  }
                }
                break variableLoop;
              } else if (util_1.Util.isWhitespace(arg.charAt(i + 1)) || i === arg.length - 1) {
                continue;
              } else {
                let escapedName = "";
                nameLoop: for (let j = i + 1; j < arg.length; j++) {
                  let char = arg.charAt(j);
                  switch (char) {
                    case "\r":
                    case "\n":
                    case " ":
                    case "	":
                      continue;
                    case "$":
                    case "'":
                    case '"':
                      let varStart = this.document.positionAt(offset + i);
                      variables.push(new variable_1.Variable(escapedName, vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + i + 1), this.document.positionAt(offset + j)), vscode_languageserver_types_1.Range.create(varStart, this.document.positionAt(offset + j)), null, null, null, null, this.dockerfile.resolveVariable(escapedName, varStart.line) !== void 0, this.isBuildVariable(escapedName, varStart.line), "$" + escapedName));
                      i = j - 1;
                      continue variableLoop;
                    case this.escapeChar:
                      for (let k = j + 1; k < arg.length; k++) {
                        switch (arg.charAt(k)) {
                          case " ":
                          case "	":
                          case "\r":
                            continue;
                          case "\n":
                            j = k;
                            continue nameLoop;
                        }
                      }
                      let start2 = this.document.positionAt(offset + i);
                      variables.push(new variable_1.Variable(escapedName, vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + i + 1), this.document.positionAt(offset + j)), vscode_languageserver_types_1.Range.create(start2, this.document.positionAt(offset + j)), null, null, null, null, this.dockerfile.resolveVariable(escapedName, start2.line) !== void 0, this.isBuildVariable(escapedName, start2.line), "$" + escapedName));
                      break variableLoop;
                  }
                  if (char.match(/^[a-z0-9_]+$/i) === null) {
                    let varStart = this.document.positionAt(offset + i);
                    variables.push(new variable_1.Variable(escapedName, vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + i + 1), this.document.positionAt(offset + j)), vscode_languageserver_types_1.Range.create(varStart, this.document.positionAt(offset + j)), null, null, null, null, this.dockerfile.resolveVariable(escapedName, varStart.line) !== void 0, this.isBuildVariable(escapedName, varStart.line), "$" + escapedName));
                    i = j - 1;
                    continue variableLoop;
                  }
                  escapedName += char;
                }
                let start = this.document.positionAt(offset + i);
                variables.push(new variable_1.Variable(escapedName, vscode_languageserver_types_1.Range.create(this.document.positionAt(offset + i + 1), this.document.positionAt(offset + arg.length)), vscode_languageserver_types_1.Range.create(start, this.document.positionAt(offset + arg.length)), null, null, null, null, this.dockerfile.resolveVariable(escapedName, start.line) !== void 0, this.isBuildVariable(escapedName, start.line), "$" + escapedName));
              }
              break variableLoop;
          }
        }
        return variables;
      }
      isBuildVariable(variable, line) {
        if (this.getKeyword() === main_1.Keyword.FROM) {
          for (const initialArg of this.dockerfile.getInitialARGs()) {
            const arg = initialArg;
            const property = arg.getProperty();
            if (property && variable === property.getName()) {
              return true;
            }
          }
          return void 0;
        }
        let image = this.dockerfile.getContainingImage(vscode_languageserver_types_1.Position.create(line, 0));
        let envs = image.getENVs();
        for (let i = envs.length - 1; i >= 0; i--) {
          if (envs[i].isBefore(line)) {
            for (let property of envs[i].getProperties()) {
              if (property.getName() === variable) {
                return false;
              }
            }
          }
        }
        let args = image.getARGs();
        for (let i = args.length - 1; i >= 0; i--) {
          if (args[i].isBefore(line)) {
            let property = args[i].getProperty();
            if (property && property.getName() === variable) {
              return true;
            }
          }
        }
        return void 0;
      }
      createSingleLineHeredocs(args) {
        const heredocs = [];
        for (const arg of args) {
          const value = arg.getValue();
          if (value.startsWith("<<") && util_1.Util.parseHeredocName(value) !== null) {
            const startRange = arg.getRange();
            const nameRange = this.getNameRange(startRange);
            const name = this.getName(nameRange);
            heredocs.push(new heredoc_1.Heredoc(startRange, name, nameRange, null, null));
          }
        }
        return heredocs;
      }
      getName(nameRange) {
        const content = this.document.getText(nameRange);
        let escaping = false;
        let name = "";
        nameLoop: for (let i = 0; i < content.length; i++) {
          const ch = content.charAt(i);
          switch (ch) {
            case this.escapeChar:
              escaping = true;
              for (let j = i + 1; j < content.length; j++) {
                switch (content.charAt(j)) {
                  case " ":
                  case "	":
                    break;
                  case "\r":
                    i = j + 1;
                    continue nameLoop;
                  case "\n":
                    i = j;
                    continue nameLoop;
                  default:
                    name += content.charAt(j);
                    i = j;
                    continue nameLoop;
                }
              }
              break;
            case "#":
              if (escaping) {
                for (let j = i + 1; j < content.length; j++) {
                  switch (content.charAt(j)) {
                    case "\n":
                      i = j;
                      continue nameLoop;
                  }
                }
              }
            case " ":
            case "	":
            case "\r":
            case "\n":
              if (escaping) {
                break;
              }
            default:
              name += ch;
              break;
          }
        }
        return name;
      }
      getNameRange(startRange) {
        const content = this.document.getText(startRange);
        let endFound = false;
        let searchHyphen = false;
        let start = -1;
        let end = -1;
        let escaping = false;
        let quote = null;
        contentLoop: for (let i = 0; i < content.length; i++) {
          const ch = content.charAt(i);
          switch (ch) {
            case '"':
            case "'":
              if (quote === ch) {
                break contentLoop;
              }
              quote = ch;
              continue;
            case this.escapeChar:
              for (let j = i + 1; j < content.length; j++) {
                switch (content.charAt(j)) {
                  case "\n":
                    escaping = true;
                    j = i;
                    continue contentLoop;
                }
              }
              break;
            case " ":
            case "	":
            case "\r":
            case "\n":
              break;
            case "<":
              if (endFound) {
                searchHyphen = true;
              } else {
                endFound = true;
              }
              break;
            case "-":
              if (searchHyphen) {
                searchHyphen = false;
                break;
              }
            case "#":
              if (escaping) {
                for (let j = i + 1; j < content.length; j++) {
                  switch (content.charAt(j)) {
                    case "\n":
                      i = j;
                      continue contentLoop;
                  }
                }
              }
            default:
              if (start === -1) {
                start = i;
              }
              if (quote !== null) {
                end = i + 1;
                break;
              }
              break contentLoop;
          }
        }
        if (start === -1) {
          return vscode_languageserver_types_1.Range.create(startRange.end, startRange.end);
        }
        const nameStart = this.document.positionAt(this.document.offsetAt(startRange.start) + start);
        const nameEnd = quote !== null ? this.document.positionAt(this.document.offsetAt(startRange.start) + end) : startRange.end;
        return vscode_languageserver_types_1.Range.create(nameStart, nameEnd);
      }
      getHeredocs() {
        const args = this.getArguments();
        if (args.length === 0) {
          return [];
        }
        const heredocs = [];
        const range = this.getRange();
        if (range.start.line === range.end.line) {
          return this.createSingleLineHeredocs(args);
        }
        const heredocDefinitions = [];
        let heredocsProcessed = false;
        let escaping = false;
        let contentStart = -1;
        let contentEnd = -1;
        let lineStart = -1;
        let currentHeredoc = 0;
        const startOffset = this.document.offsetAt(args[0].getRange().start);
        const content = this.getRangeContent(vscode_languageserver_types_1.Range.create(args[0].getRange().start, this.getRange().end));
        contentLoop: for (let i = 0; i < content.length; i++) {
          switch (content.charAt(i)) {
            case this.escapeChar:
              escaping = true;
              for (let j = i + 1; j < content.length; j++) {
                switch (content.charAt(j)) {
                  case " ":
                  case "	":
                    break;
                  case "\r":
                    j++;
                  case "\n":
                    i = j;
                    continue contentLoop;
                  default:
                    i = j;
                    continue contentLoop;
                }
              }
              break;
            case "\r":
              break;
            case "\n":
              if (escaping) {
                break;
              }
              if (heredocsProcessed) {
                if (contentStart === -1) {
                  contentStart = i;
                }
                contentEnd = i;
                const arg = heredocDefinitions[currentHeredoc];
                const startRange = arg.getRange();
                const nameRange = this.getNameRange(startRange);
                const name = this.getName(nameRange);
                const delimiterRange = this.getDelimiterRange(arg, name, vscode_languageserver_types_1.Range.create(this.document.positionAt(startOffset + lineStart), this.document.positionAt(startOffset + i)));
                if (delimiterRange !== null) {
                  const contentRange = vscode_languageserver_types_1.Range.create(this.document.positionAt(startOffset + contentStart), this.document.positionAt(startOffset + lineStart - 1));
                  heredocs.push(new heredoc_1.Heredoc(startRange, name, nameRange, contentRange, delimiterRange));
                  contentStart = -1;
                  currentHeredoc++;
                }
                lineStart = -1;
              } else {
                const offsetLimit = startOffset + i;
                for (const arg of args) {
                  if (this.document.offsetAt(arg.getRange().start) < offsetLimit) {
                    if (arg.getValue().startsWith("<<")) {
                      heredocDefinitions.push(arg);
                    }
                  } else {
                    break;
                  }
                }
                heredocsProcessed = true;
                lineStart = -1;
                continue contentLoop;
              }
              break;
            case " ":
            case "	":
              if (escaping) {
                break;
              }
            case "#":
              if (escaping) {
                for (let j = i + 1; j < content.length; j++) {
                  switch (content.charAt(j)) {
                    case "\n":
                      i = j;
                      continue contentLoop;
                  }
                }
              }
            default:
              if (escaping) {
                escaping = false;
              }
              if (heredocsProcessed) {
                if (contentStart === -1) {
                  contentStart = i;
                }
                if (lineStart === -1) {
                  lineStart = i;
                }
              }
              break;
          }
        }
        if (heredocsProcessed) {
          const arg = heredocDefinitions[currentHeredoc];
          const startRange = arg.getRange();
          const nameRange = this.getNameRange(startRange);
          const name = this.getName(nameRange);
          let contentRange = null;
          const delimiterRange = this.getDelimiterRange(arg, name, vscode_languageserver_types_1.Range.create(this.document.positionAt(startOffset + lineStart), range.end));
          if (delimiterRange === null) {
            contentRange = vscode_languageserver_types_1.Range.create(this.document.positionAt(startOffset + contentStart), range.end);
          } else if (contentEnd !== -1) {
            contentRange = vscode_languageserver_types_1.Range.create(this.document.positionAt(startOffset + contentStart), this.document.positionAt(startOffset + contentEnd));
          }
          heredocs.push(new heredoc_1.Heredoc(startRange, name, nameRange, contentRange, delimiterRange));
          currentHeredoc++;
          for (let i = currentHeredoc; i < heredocDefinitions.length; i++) {
            const arg2 = heredocDefinitions[currentHeredoc];
            const startRange2 = arg2.getRange();
            const nameRange2 = this.getNameRange(startRange2);
            const name2 = this.getName(nameRange2);
            heredocs.push(new heredoc_1.Heredoc(startRange2, name2, nameRange2, null, null));
            currentHeredoc++;
          }
        } else {
          return this.createSingleLineHeredocs(args);
        }
        return heredocs;
      }
      getDelimiterRange(startArg, name, candidateRange) {
        const text3 = this.document.getText(candidateRange);
        if (startArg.getValue().startsWith("<<-")) {
          let index = 0;
          while (text3.charAt(index) === "	") {
            index++;
          }
          if (text3.substring(index) === name) {
            return vscode_languageserver_types_1.Range.create(vscode_languageserver_types_1.Position.create(candidateRange.start.line, index), candidateRange.end);
          }
          return null;
        }
        return text3 === name ? candidateRange : null;
      }
    };
    exports.Instruction = Instruction;
  }
});

// node_modules/dockerfile-ast/lib/flagOption.js
var require_flagOption = __commonJS({
  "node_modules/dockerfile-ast/lib/flagOption.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.FlagOption = void 0;
    var FlagOption = class {
      static {
        __name(this, "FlagOption");
      }
      constructor(range, name, nameRange, value, valueRange) {
        this.range = range;
        this.name = name;
        this.nameRange = nameRange;
        this.value = value;
        this.valueRange = valueRange;
      }
      toString() {
        if (this.valueRange !== null) {
          return this.name + "=" + this.value;
        }
        return this.name;
      }
      getRange() {
        return this.range;
      }
      getName() {
        return this.name;
      }
      getNameRange() {
        return this.nameRange;
      }
      getValue() {
        return this.value;
      }
      getValueRange() {
        return this.valueRange;
      }
    };
    exports.FlagOption = FlagOption;
  }
});

// node_modules/dockerfile-ast/lib/flag.js
var require_flag = __commonJS({
  "node_modules/dockerfile-ast/lib/flag.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Flag = void 0;
    var vscode_languageserver_types_1 = (init_main(), __toCommonJS(main_exports));
    var flagOption_1 = require_flagOption();
    var Flag = class {
      static {
        __name(this, "Flag");
      }
      constructor(document, range, name, nameRange, value, valueRange) {
        this.options = [];
        this.range = range;
        this.name = name;
        this.nameRange = nameRange;
        this.value = value;
        this.valueRange = valueRange;
        if (this.value !== null) {
          let offset = document.offsetAt(valueRange.start);
          let nameStart = -1;
          let valueStart = -1;
          let hasOptions = false;
          for (let i = 0; i < value.length; i++) {
            switch (value.charAt(i)) {
              case "=":
                hasOptions = true;
                if (valueStart === -1) {
                  valueStart = i + 1;
                  break;
                }
                break;
              case ",":
                this.options.push(this.createFlagOption(document, value, offset, nameStart, valueStart, i));
                nameStart = -1;
                valueStart = -1;
                break;
              default:
                if (nameStart === -1) {
                  nameStart = i;
                }
                break;
            }
          }
          if (hasOptions && nameStart !== -1) {
            this.options.push(this.createFlagOption(document, value, offset, nameStart, valueStart, value.length));
          }
        }
      }
      createFlagOption(document, content, documentOffset, nameStart, valueStart, valueEnd) {
        const optionRange = vscode_languageserver_types_1.Range.create(document.positionAt(documentOffset + nameStart), document.positionAt(documentOffset + valueEnd));
        if (valueStart === -1) {
          return new flagOption_1.FlagOption(optionRange, content.substring(nameStart, valueEnd), optionRange, null, null);
        }
        return new flagOption_1.FlagOption(optionRange, content.substring(nameStart, valueStart - 1), vscode_languageserver_types_1.Range.create(document.positionAt(documentOffset + nameStart), document.positionAt(documentOffset + valueStart - 1)), content.substring(valueStart, valueEnd), vscode_languageserver_types_1.Range.create(document.positionAt(documentOffset + valueStart), document.positionAt(documentOffset + valueEnd)));
      }
      toString() {
        if (this.valueRange) {
          return "--" + this.name + "=" + this.value;
        }
        return "--" + this.name;
      }
      /**
       * Returns the range that encompasses this entire flag. This includes the
       * -- prefix in the beginning to the last character of the flag's value (if
       * it has been defined).
       *
       * @return the entire range of this flag
       */
      getRange() {
        return this.range;
      }
      /**
       * Returns the name of this flag. The name does not include the -- prefix.
       * Thus, for HEALTHCHECK's --interval flag, interval is the flag's name and
       * not --interval.
       *
       * @return this flag's name
       */
      getName() {
        return this.name;
      }
      /**
       * Returns the range that encompasses the flag's name
       *
       * @return the range containing the flag's name
       */
      getNameRange() {
        return this.nameRange;
      }
      /**
       * Returns the value that has been set to this flag. May be null if the
       * flag is invalid and has no value set like a --start-period. If the flag
       * is instead a --start-period= with an equals sign then the flag's value
       * is the empty string.
       *
       * @return this flag's value if it has been defined, null otherwise
       */
      getValue() {
        return this.value;
      }
      /**
       * Returns the range that encompasses this flag's value. If no value has
       * been set then null will be returned.
       *
       * @return the range containing this flag's value, or null if the flag
       *         has no value defined
       */
      getValueRange() {
        return this.valueRange;
      }
      getOption(name) {
        for (const option of this.options) {
          if (option.getName() === name) {
            return option;
          }
        }
        return null;
      }
      getOptions() {
        return this.options;
      }
      hasOptions() {
        return this.options.length > 0;
      }
    };
    exports.Flag = Flag;
  }
});

// node_modules/dockerfile-ast/lib/modifiableInstruction.js
var require_modifiableInstruction = __commonJS({
  "node_modules/dockerfile-ast/lib/modifiableInstruction.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.ModifiableInstruction = void 0;
    var vscode_languageserver_types_1 = (init_main(), __toCommonJS(main_exports));
    var flag_1 = require_flag();
    var instruction_1 = require_instruction();
    var ModifiableInstruction2 = class extends instruction_1.Instruction {
      static {
        __name(this, "ModifiableInstruction");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
      getFlags() {
        if (!this.flags) {
          this.flags = [];
          for (let arg of this.getArguments()) {
            let value = arg.getValue();
            if (this.stopSearchingForFlags(value)) {
              return this.flags;
            } else if (value.indexOf("--") === 0) {
              let range = arg.getRange();
              let rawValue = this.document.getText().substring(this.document.offsetAt(range.start), this.document.offsetAt(range.end));
              let nameIndex = value.indexOf("=");
              let index = rawValue.indexOf("=");
              let firstMatch = false;
              let secondMatch = false;
              let startIndex = -1;
              nameSearchLoop: for (let i = 0; i < rawValue.length; i++) {
                switch (rawValue.charAt(i)) {
                  case "\\":
                  case " ":
                  case "	":
                  case "\r":
                  case "\n":
                    break;
                  case "-":
                    if (secondMatch) {
                      startIndex = i;
                      break nameSearchLoop;
                    } else if (firstMatch) {
                      secondMatch = true;
                    } else {
                      firstMatch = true;
                    }
                    break;
                  default:
                    startIndex = i;
                    break nameSearchLoop;
                }
              }
              let nameStart = this.document.positionAt(this.document.offsetAt(range.start) + startIndex);
              if (index === -1) {
                this.flags.push(new flag_1.Flag(this.document, range, value.substring(2), vscode_languageserver_types_1.Range.create(nameStart, range.end), null, null));
              } else if (index === value.length - 1) {
                let nameEnd = this.document.positionAt(this.document.offsetAt(range.start) + index);
                this.flags.push(new flag_1.Flag(this.document, range, value.substring(2, index), vscode_languageserver_types_1.Range.create(nameStart, nameEnd), "", vscode_languageserver_types_1.Range.create(range.end, range.end)));
              } else {
                let nameEnd = this.document.positionAt(this.document.offsetAt(range.start) + index);
                this.flags.push(new flag_1.Flag(this.document, range, value.substring(2, nameIndex), vscode_languageserver_types_1.Range.create(nameStart, nameEnd), value.substring(nameIndex + 1), vscode_languageserver_types_1.Range.create(this.document.positionAt(this.document.offsetAt(range.start) + index + 1), range.end)));
              }
            }
          }
        }
        return this.flags;
      }
      getArguments() {
        const args = super.getArguments();
        const flags = this.getFlags();
        if (flags.length === 0) {
          return args;
        }
        for (let i = 0; i < flags.length; i++) {
          args.shift();
        }
        return args;
      }
    };
    exports.ModifiableInstruction = ModifiableInstruction2;
  }
});

// node_modules/dockerfile-ast/lib/jsonInstruction.js
var require_jsonInstruction = __commonJS({
  "node_modules/dockerfile-ast/lib/jsonInstruction.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.JSONInstruction = void 0;
    var vscode_languageserver_types_1 = (init_main(), __toCommonJS(main_exports));
    var argument_1 = require_argument();
    var jsonArgument_1 = require_jsonArgument();
    var modifiableInstruction_1 = require_modifiableInstruction();
    var JSONInstruction = class extends modifiableInstruction_1.ModifiableInstruction {
      static {
        __name(this, "JSONInstruction");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
        this.openingBracket = null;
        this.closingBracket = null;
        this.jsonStrings = [];
        const argsContent = this.getRawArgumentsContent();
        if (argsContent === null) {
          return;
        }
        const args = this.getArguments();
        if (args.length === 1 && args[0].getValue() === "[]") {
          let argRange = args[0].getRange();
          this.openingBracket = new argument_1.Argument("[", vscode_languageserver_types_1.Range.create(argRange.start.line, argRange.start.character, argRange.start.line, argRange.start.character + 1));
          this.closingBracket = new argument_1.Argument("]", vscode_languageserver_types_1.Range.create(argRange.start.line, argRange.start.character + 1, argRange.end.line, argRange.end.character));
          return;
        } else if (args.length === 2 && args[0].getValue() === "[" && args[1].getValue() === "]") {
          this.openingBracket = args[0];
          this.closingBracket = args[1];
          return;
        }
        const argsOffset = document.offsetAt(this.getArgumentsRange().start);
        let start = -1;
        let last = "";
        let quoted = false;
        let escapedArg = "";
        argsCheck: for (let i = 0; i < argsContent.length; i++) {
          let char = argsContent.charAt(i);
          switch (char) {
            case "[":
              if (last === "") {
                this.openingBracket = new argument_1.Argument("[", vscode_languageserver_types_1.Range.create(document.positionAt(argsOffset + i), document.positionAt(argsOffset + i + 1)));
                last = "[";
              } else if (quoted) {
                escapedArg = escapedArg + char;
              } else {
                break argsCheck;
              }
              break;
            case '"':
              if (last === "[" || last === ",") {
                start = i;
                quoted = true;
                last = '"';
                escapedArg = escapedArg + char;
                continue;
              } else if (last === '"') {
                if (quoted) {
                  escapedArg = escapedArg + char;
                  quoted = false;
                  this.jsonStrings.push(new jsonArgument_1.JSONArgument(escapedArg, vscode_languageserver_types_1.Range.create(document.positionAt(argsOffset + start), document.positionAt(argsOffset + i + 1)), vscode_languageserver_types_1.Range.create(document.positionAt(argsOffset + start + 1), document.positionAt(argsOffset + i))));
                  escapedArg = "";
                } else {
                  break argsCheck;
                }
              } else {
                break argsCheck;
              }
              break;
            case ",":
              if (quoted) {
                escapedArg = escapedArg + char;
              } else {
                if (last === '"') {
                  last = ",";
                } else {
                  break argsCheck;
                }
              }
              break;
            case "]":
              if (quoted) {
                escapedArg = escapedArg + char;
              } else if (last !== "") {
                this.closingBracket = new argument_1.Argument("]", vscode_languageserver_types_1.Range.create(document.positionAt(argsOffset + i), document.positionAt(argsOffset + i + 1)));
                break argsCheck;
              }
              break;
            case " ":
            case "	":
              break;
            case "\\":
              if (quoted) {
                switch (argsContent.charAt(i + 1)) {
                  case '"':
                  case "\\":
                    escapedArg = escapedArg + argsContent.charAt(i + 1);
                    i++;
                    continue;
                  case " ":
                  case "	":
                    escapeCheck: for (let j = i + 2; j < argsContent.length; j++) {
                      switch (argsContent.charAt(j)) {
                        case "\r":
                          j++;
                        case "\n":
                          i = j;
                          continue argsCheck;
                        case " ":
                        case "	":
                          break;
                        default:
                          break escapeCheck;
                      }
                    }
                    break;
                  case "\r":
                    i++;
                  default:
                    i++;
                    continue;
                }
              } else {
                escapeCheck: for (let j = i + 1; j < argsContent.length; j++) {
                  switch (argsContent.charAt(j)) {
                    case "\r":
                      j++;
                    case "\n":
                      i = j;
                      continue argsCheck;
                    case " ":
                    case "	":
                      break;
                    default:
                      break escapeCheck;
                  }
                }
              }
              break argsCheck;
            default:
              if (!quoted) {
                break argsCheck;
              }
              escapedArg = escapedArg + char;
              break;
          }
        }
      }
      stopSearchingForFlags(_value) {
        return true;
      }
      getOpeningBracket() {
        return this.openingBracket;
      }
      getJSONStrings() {
        return this.jsonStrings;
      }
      getClosingBracket() {
        return this.closingBracket;
      }
    };
    exports.JSONInstruction = JSONInstruction;
  }
});

// node_modules/dockerfile-ast/lib/instructions/add.js
var require_add = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/add.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Add = void 0;
    var jsonInstruction_1 = require_jsonInstruction();
    var Add = class extends jsonInstruction_1.JSONInstruction {
      static {
        __name(this, "Add");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
      stopSearchingForFlags(argument) {
        return argument.indexOf("--") === -1;
      }
    };
    exports.Add = Add;
  }
});

// node_modules/dockerfile-ast/lib/property.js
var require_property = __commonJS({
  "node_modules/dockerfile-ast/lib/property.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Property = void 0;
    var vscode_languageserver_types_1 = (init_main(), __toCommonJS(main_exports));
    var util_1 = require_util();
    var Property = class _Property {
      static {
        __name(this, "Property");
      }
      constructor(document, escapeChar, arg, arg2) {
        this.assignmentOperatorRange = null;
        this.assignmentOperator = null;
        this.valueRange = null;
        this.value = null;
        this.document = document;
        this.escapeChar = escapeChar;
        this.nameRange = _Property.getNameRange(document, arg);
        let value = document.getText().substring(document.offsetAt(this.nameRange.start), document.offsetAt(this.nameRange.end));
        this.name = _Property.getValue(value, escapeChar);
        if (arg2) {
          this.valueRange = arg2.getRange();
          value = document.getText().substring(document.offsetAt(this.valueRange.start), document.offsetAt(this.valueRange.end));
          this.value = _Property.getValue(value, escapeChar);
          this.range = vscode_languageserver_types_1.Range.create(this.nameRange.start, this.valueRange.end);
        } else {
          let argRange = arg.getRange();
          if (this.nameRange.start.line === argRange.start.line && this.nameRange.start.character === argRange.start.character && this.nameRange.end.line === argRange.end.line && this.nameRange.end.character === argRange.end.character) {
          } else {
            this.valueRange = _Property.getValueRange(document, arg);
            value = document.getText().substring(document.offsetAt(this.valueRange.start), document.offsetAt(this.valueRange.end));
            this.value = _Property.getValue(value, escapeChar);
            this.assignmentOperatorRange = vscode_languageserver_types_1.Range.create(this.nameRange.end, this.valueRange.start);
            this.assignmentOperator = "=";
          }
          this.range = argRange;
        }
      }
      getRange() {
        return this.range;
      }
      getName() {
        return this.name;
      }
      getNameRange() {
        return this.nameRange;
      }
      getValue() {
        return this.value;
      }
      getValueRange() {
        return this.valueRange;
      }
      /**
       * Retrieves the operator used for delimiting between the name and
       * value of this property. This will either be the "=" character
       * or null if a character was not used or if this property has no
       * value defined.
       */
      getAssignmentOperator() {
        return this.assignmentOperator;
      }
      getAssignmentOperatorRange() {
        return this.assignmentOperatorRange;
      }
      /**
       * Returns the value of this property including any enclosing
       * single or double quotes and relevant escape characters.
       * Escaped newlines and its associated contiguous whitespace
       * characters however will not be returned as they are deemed to
       * be uninteresting to clients trying to return a Dockerfile.
       *
       * @return the unescaped value of this property or null if this
       *         property has no associated value
       */
      getUnescapedValue() {
        if (this.valueRange === null) {
          return null;
        }
        let escaped = false;
        let rawValue = "";
        let value = this.document.getText().substring(this.document.offsetAt(this.valueRange.start), this.document.offsetAt(this.valueRange.end));
        rawLoop: for (let i = 0; i < value.length; i++) {
          let char = value.charAt(i);
          switch (char) {
            case this.escapeChar:
              for (let j = i + 1; j < value.length; j++) {
                switch (value.charAt(j)) {
                  case "\r":
                    j++;
                  case "\n":
                    escaped = true;
                    i = j;
                    continue rawLoop;
                  case " ":
                  case "	":
                    break;
                  default:
                    rawValue = rawValue + char;
                    continue rawLoop;
                }
              }
              rawValue = rawValue + char;
              break;
            case "\r":
            case "\n":
              break;
            case " ":
            case "	":
              if (!escaped) {
                rawValue = rawValue + char;
              }
              break;
            case "#":
              if (escaped) {
                for (let j = i + 1; j < value.length; j++) {
                  switch (value.charAt(j)) {
                    case "\r":
                      j++;
                    case "\n":
                      i = j;
                      continue rawLoop;
                  }
                }
              } else {
                rawValue = rawValue + char;
              }
              break;
            default:
              rawValue = rawValue + char;
              escaped = false;
              break;
          }
        }
        return rawValue;
      }
      static getNameRange(document, arg) {
        let value = arg.getValue();
        let index = value.indexOf("=");
        if (index !== -1) {
          let initial = value.charAt(0);
          let before = value.charAt(index - 1);
          if (initial === '"' && before === '"' || initial === "'" && before === "'" || initial !== '"' && initial !== "'") {
            return vscode_languageserver_types_1.Range.create(arg.getRange().start, document.positionAt(document.offsetAt(arg.getRange().start) + index));
          }
        }
        return arg.getRange();
      }
      static getValueRange(document, arg) {
        return vscode_languageserver_types_1.Range.create(document.positionAt(document.offsetAt(arg.getRange().start) + arg.getValue().indexOf("=") + 1), document.positionAt(document.offsetAt(arg.getRange().end)));
      }
      /**
       * Returns the actual value of this key-value pair. The value will
       * have its escape characters removed if applicable. If the value
       * spans multiple lines and there are comments nested within the
       * lines, they too will be removed.
       *
       * @return the value that this key-value pair will actually be, may
       *         be null if no value is defined, may be the empty string
       *         if the value only consists of whitespace
       */
      static getValue(value, escapeChar) {
        let escaped = false;
        const skip = util_1.Util.findLeadingNonWhitespace(value, escapeChar);
        if (skip !== 0 && value.charAt(skip) === "#") {
          escaped = true;
        }
        value = value.substring(skip);
        let first = value.charAt(0);
        let last = value.charAt(value.length - 1);
        let literal2 = first === "'" || first === '"';
        let inSingle = first === "'" && last === "'";
        let inDouble = false;
        if (first === '"') {
          for (let i = 1; i < value.length; i++) {
            if (value.charAt(i) === escapeChar) {
              i++;
            } else if (value.charAt(i) === '"' && i === value.length - 1) {
              inDouble = true;
            }
          }
        }
        if (inSingle || inDouble) {
          value = value.substring(1, value.length - 1);
        }
        let commentCheck = -1;
        let escapedValue = "";
        let start = 0;
        parseValue: for (let i = 0; i < value.length; i++) {
          let char = value.charAt(i);
          switch (char) {
            case escapeChar:
              if (i + 1 === value.length) {
                escapedValue = escapedValue + escapeChar;
                break parseValue;
              }
              char = value.charAt(i + 1);
              if (char === " " || char === "	") {
                whitespaceCheck: for (let j = i + 2; j < value.length; j++) {
                  let char2 = value.charAt(j);
                  switch (char2) {
                    case " ":
                    case "	":
                      break;
                    case "\r":
                      j++;
                    case "\n":
                      escaped = true;
                      i = j;
                      continue parseValue;
                    default:
                      if (!inDouble && !inSingle && !literal2) {
                        if (char2 === escapeChar) {
                          escapedValue = escapedValue + char;
                          i = i + 1;
                        } else {
                          escapedValue = escapedValue + char + char2;
                          i = j;
                        }
                        continue parseValue;
                      }
                      break whitespaceCheck;
                  }
                }
              }
              if (inDouble) {
                if (char === "\r") {
                  escaped = true;
                  i = i + 2;
                } else if (char === "\n") {
                  escaped = true;
                  i++;
                } else if (char !== '"') {
                  if (char === escapeChar) {
                    i++;
                  }
                  escapedValue = escapedValue + escapeChar;
                }
                continue parseValue;
              } else if (inSingle || literal2) {
                if (char === "\r") {
                  escaped = true;
                  i = i + 2;
                } else if (char === "\n") {
                  escaped = true;
                  i++;
                } else {
                  escapedValue = escapedValue + escapeChar;
                }
                continue parseValue;
              } else if (char === escapeChar) {
                escapedValue = escapedValue + escapeChar;
                i++;
              } else if (char === "\r") {
                escaped = true;
                i = i + 2;
              } else if (char === "\n") {
                escaped = true;
                i++;
                start = i;
              } else {
                escapedValue = escapedValue + char;
                i++;
              }
              break;
            case " ":
            case "	":
              if (escaped && commentCheck === -1) {
                commentCheck = i;
              }
              escapedValue = escapedValue + char;
              break;
            case "\r":
              i++;
            case "\n":
              if (escaped && commentCheck !== -1) {
                escapedValue = escapedValue.substring(0, escapedValue.length - (i - commentCheck - 1));
                commentCheck = -1;
              }
              break;
            case "#":
              if (escaped) {
                if (commentCheck !== -1) {
                  escapedValue = escapedValue.substring(0, escapedValue.length - (i - commentCheck));
                  commentCheck = -1;
                }
                newlineCheck: for (let j = i + 1; j < value.length; j++) {
                  switch (value.charAt(j)) {
                    case "\r":
                      j++;
                    case "\n":
                      i = j;
                      break newlineCheck;
                  }
                }
                continue parseValue;
              }
            default:
              if (escaped) {
                escaped = false;
                commentCheck = -1;
              }
              escapedValue = escapedValue + char;
              break;
          }
        }
        return escapedValue;
      }
    };
    exports.Property = Property;
  }
});

// node_modules/dockerfile-ast/lib/propertyInstruction.js
var require_propertyInstruction = __commonJS({
  "node_modules/dockerfile-ast/lib/propertyInstruction.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.PropertyInstruction = void 0;
    var vscode_languageserver_types_1 = (init_main(), __toCommonJS(main_exports));
    var instruction_1 = require_instruction();
    var property_1 = require_property();
    var argument_1 = require_argument();
    var util_1 = require_util();
    var PropertyInstruction = class extends instruction_1.Instruction {
      static {
        __name(this, "PropertyInstruction");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
        this.properties = void 0;
      }
      getProperties() {
        if (this.properties === void 0) {
          let args = this.getPropertyArguments();
          if (args.length === 0) {
            this.properties = [];
          } else if (args.length === 1) {
            this.properties = [new property_1.Property(this.document, this.escapeChar, args[0])];
          } else if (args.length === 2) {
            if (args[0].getValue().indexOf("=") === -1) {
              this.properties = [new property_1.Property(this.document, this.escapeChar, args[0], args[1])];
            } else {
              this.properties = [
                new property_1.Property(this.document, this.escapeChar, args[0]),
                new property_1.Property(this.document, this.escapeChar, args[1])
              ];
            }
          } else if (args[0].getValue().indexOf("=") === -1) {
            let text3 = this.document.getText();
            let start = args[1].getRange().start;
            let end = args[args.length - 1].getRange().end;
            text3 = text3.substring(this.document.offsetAt(start), this.document.offsetAt(end));
            this.properties = [new property_1.Property(this.document, this.escapeChar, args[0], new argument_1.Argument(text3, vscode_languageserver_types_1.Range.create(args[1].getRange().start, args[args.length - 1].getRange().end)))];
          } else {
            this.properties = [];
            for (let i = 0; i < args.length; i++) {
              this.properties.push(new property_1.Property(this.document, this.escapeChar, args[i]));
            }
          }
        }
        return this.properties;
      }
      /**
       * Goes from the back of the string and returns the first
       * non-whitespace character that is found. If an escape character
       * is found with newline characters, the escape character will
       * not be considered a non-whitespace character and its index in
       * the string will not be returned.
       *
       * @param content the string to search through
       * @return the index in the string for the first non-whitespace
       *         character when searching from the end of the string
       */
      findTrailingNonWhitespace(content) {
        let index = content.length;
        whitespaceCheck: for (let i = content.length - 1; i >= 0; i--) {
          switch (content.charAt(i)) {
            case " ":
            case "	":
              continue;
            case "\n":
              if (content.charAt(i - 1) === "\r") {
                i = i - 1;
              }
            case "\r":
              newlineCheck: for (let j = i - 1; j >= 0; j--) {
                switch (content.charAt(j)) {
                  case " ":
                  case "	":
                  case "\r":
                  case "\n":
                  case this.escapeChar:
                    continue;
                  default:
                    index = j;
                    break newlineCheck;
                }
              }
              break whitespaceCheck;
            default:
              index = i;
              break whitespaceCheck;
          }
        }
        return index;
      }
      getPropertyArguments() {
        const args = [];
        let range = this.getInstructionRange();
        let instructionNameEndOffset = this.document.offsetAt(range.end);
        let extra = instructionNameEndOffset - this.document.offsetAt(range.start);
        let content = this.getTextContent();
        let fullArgs = content.substring(extra);
        let start = util_1.Util.findLeadingNonWhitespace(fullArgs, this.escapeChar);
        if (start === -1) {
          return [];
        }
        const startPosition = this.document.positionAt(instructionNameEndOffset + start);
        let escaped = range.start.line !== startPosition.line;
        let endingEscape = false;
        let mark = -1;
        let end = this.findTrailingNonWhitespace(fullArgs);
        content = fullArgs.substring(start, end + 1);
        let argStart = escaped ? -1 : 0;
        let spaced2 = false;
        argumentLoop: for (let i = 0; i < content.length; i++) {
          let char = content.charAt(i);
          switch (char) {
            case this.escapeChar:
              if (i + 1 === content.length) {
                endingEscape = true;
                break argumentLoop;
              }
              if (!escaped) {
                mark = i;
              }
              switch (content.charAt(i + 1)) {
                case " ":
                case "	":
                  if (!util_1.Util.isWhitespace(content.charAt(i + 2))) {
                    i = i + 1;
                    continue argumentLoop;
                  }
                  whitespaceCheck: for (let j = i + 2; j < content.length; j++) {
                    switch (content.charAt(j)) {
                      case "\r":
                        j++;
                      case "\n":
                        escaped = true;
                        i = j;
                        continue argumentLoop;
                      case " ":
                      case "	":
                        break;
                      default:
                        args.push(new argument_1.Argument(content.substring(argStart, i), vscode_languageserver_types_1.Range.create(this.document.positionAt(instructionNameEndOffset + start + argStart), this.document.positionAt(instructionNameEndOffset + start + i + 2))));
                        argStart = j;
                        break whitespaceCheck;
                    }
                  }
                  i = argStart - 1;
                  continue argumentLoop;
                case "\r":
                  i++;
                case "\n":
                  escaped = true;
                  i = i + 1;
                  continue argumentLoop;
                case this.escapeChar:
                  if (argStart === -1) {
                    argStart = i;
                  }
                  i = i + 1;
                  continue argumentLoop;
                default:
                  if (argStart === -1) {
                    argStart = i;
                  }
                  continue argumentLoop;
              }
            case "'":
            case '"':
              if (spaced2) {
                this.createSpacedArgument(argStart, args, content, mark, instructionNameEndOffset, start);
                argStart = i;
                spaced2 = false;
              }
              if (argStart === -1) {
                argStart = i;
              }
              for (let j = i + 1; j < content.length; j++) {
                switch (content.charAt(j)) {
                  case char:
                    if (content.charAt(j + 1) !== " " && content.charAt(j + 1) !== "") {
                      i = j;
                      continue argumentLoop;
                    }
                    args.push(new argument_1.Argument(content.substring(argStart, j + 1), vscode_languageserver_types_1.Range.create(this.document.positionAt(instructionNameEndOffset + start + argStart), this.document.positionAt(instructionNameEndOffset + start + j + 1))));
                    i = j;
                    argStart = -1;
                    continue argumentLoop;
                  case this.escapeChar:
                    j++;
                    break;
                }
              }
              break argumentLoop;
            case " ":
            case "	":
              if (escaped) {
                if (argStart !== -1) {
                  spaced2 = true;
                }
              } else if (argStart !== -1) {
                args.push(new argument_1.Argument(content.substring(argStart, i), vscode_languageserver_types_1.Range.create(this.document.positionAt(instructionNameEndOffset + start + argStart), this.document.positionAt(instructionNameEndOffset + start + i))));
                argStart = -1;
              }
              break;
            case "\r":
              i++;
            case "\n":
              spaced2 = false;
              break;
            case "#":
              if (escaped) {
                for (let j = i + 1; j < content.length; j++) {
                  switch (content.charAt(j)) {
                    case "\r":
                      j++;
                    case "\n":
                      i = j;
                      spaced2 = false;
                      continue argumentLoop;
                  }
                }
                if (argStart !== -1) {
                  let value = content.substring(argStart, mark);
                  args.push(new argument_1.Argument(value, vscode_languageserver_types_1.Range.create(this.document.positionAt(instructionNameEndOffset + start + argStart), this.document.positionAt(instructionNameEndOffset + start + mark))));
                  argStart = -1;
                }
                break argumentLoop;
              } else if (argStart === -1) {
                argStart = i;
              }
              break;
            default:
              if (spaced2) {
                this.createSpacedArgument(argStart, args, content, mark, instructionNameEndOffset, start);
                argStart = i;
                spaced2 = false;
              }
              escaped = false;
              if (argStart === -1) {
                argStart = i;
              }
              if (char === "$" && content.charAt(i + 1) === "{") {
                let singleQuotes = false;
                let doubleQuotes = false;
                let escaped2 = false;
                for (let j = i + 1; j < content.length; j++) {
                  switch (content.charAt(j)) {
                    case this.escapeChar:
                      escaped2 = true;
                      break;
                    case "\r":
                    case "\n":
                      break;
                    case "'":
                      singleQuotes = !singleQuotes;
                      escaped2 = false;
                      break;
                    case '"':
                      doubleQuotes = !doubleQuotes;
                      escaped2 = false;
                      break;
                    case " ":
                    case "	":
                      if (escaped2 || singleQuotes || doubleQuotes) {
                        break;
                      }
                      i = j - 1;
                      continue argumentLoop;
                    case "}":
                      i = j;
                      continue argumentLoop;
                    default:
                      escaped2 = false;
                      break;
                  }
                }
                break argumentLoop;
              }
              break;
          }
        }
        if (argStart !== -1 && argStart !== content.length) {
          let end2 = endingEscape ? content.length - 1 : content.length;
          let value = content.substring(argStart, end2);
          args.push(new argument_1.Argument(value, vscode_languageserver_types_1.Range.create(this.document.positionAt(instructionNameEndOffset + start + argStart), this.document.positionAt(instructionNameEndOffset + start + end2))));
        }
        return args;
      }
      createSpacedArgument(argStart, args, content, mark, instructionNameEndOffset, start) {
        if (argStart !== -1) {
          args.push(new argument_1.Argument(content.substring(argStart, mark), vscode_languageserver_types_1.Range.create(this.document.positionAt(instructionNameEndOffset + start + argStart), this.document.positionAt(instructionNameEndOffset + start + mark))));
        }
      }
    };
    exports.PropertyInstruction = PropertyInstruction;
  }
});

// node_modules/dockerfile-ast/lib/instructions/arg.js
var require_arg = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/arg.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Arg = void 0;
    var property_1 = require_property();
    var propertyInstruction_1 = require_propertyInstruction();
    var Arg = class extends propertyInstruction_1.PropertyInstruction {
      static {
        __name(this, "Arg");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
        this.property = null;
        const args = this.getPropertyArguments();
        if (args.length === 1) {
          this.property = new property_1.Property(this.document, this.escapeChar, args[0]);
        } else {
          this.property = null;
        }
      }
      /**
       * Returns the variable defined by this ARG. This may be null if
       * this ARG instruction is malformed and has no variable
       * declaration.
       */
      getProperty() {
        return this.property;
      }
    };
    exports.Arg = Arg;
  }
});

// node_modules/dockerfile-ast/lib/instructions/cmd.js
var require_cmd = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/cmd.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Cmd = void 0;
    var jsonInstruction_1 = require_jsonInstruction();
    var Cmd = class extends jsonInstruction_1.JSONInstruction {
      static {
        __name(this, "Cmd");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
    };
    exports.Cmd = Cmd;
  }
});

// node_modules/dockerfile-ast/lib/instructions/copy.js
var require_copy = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/copy.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Copy = void 0;
    var jsonInstruction_1 = require_jsonInstruction();
    var Copy = class extends jsonInstruction_1.JSONInstruction {
      static {
        __name(this, "Copy");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
      stopSearchingForFlags(argument) {
        return argument.indexOf("--") === -1;
      }
      getFromFlag() {
        let flags = super.getFlags();
        return flags.length === 1 && flags[0].getName() === "from" ? flags[0] : null;
      }
      /**
       * Returns there here-documents that are defined in this RUN
       * instruction.
       *
       * This API is experimental and subject to change.
       */
      getHeredocs() {
        return super.getHeredocs();
      }
    };
    exports.Copy = Copy;
  }
});

// node_modules/dockerfile-ast/lib/instructions/env.js
var require_env = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/env.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Env = void 0;
    var propertyInstruction_1 = require_propertyInstruction();
    var Env = class extends propertyInstruction_1.PropertyInstruction {
      static {
        __name(this, "Env");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
      getProperties() {
        return super.getProperties();
      }
    };
    exports.Env = Env;
  }
});

// node_modules/dockerfile-ast/lib/instructions/entrypoint.js
var require_entrypoint = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/entrypoint.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Entrypoint = void 0;
    var jsonInstruction_1 = require_jsonInstruction();
    var Entrypoint = class extends jsonInstruction_1.JSONInstruction {
      static {
        __name(this, "Entrypoint");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
    };
    exports.Entrypoint = Entrypoint;
  }
});

// node_modules/dockerfile-ast/lib/instructions/from.js
var require_from = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/from.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.From = void 0;
    var vscode_languageserver_types_1 = (init_main(), __toCommonJS(main_exports));
    var modifiableInstruction_1 = require_modifiableInstruction();
    var From = class extends modifiableInstruction_1.ModifiableInstruction {
      static {
        __name(this, "From");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
      stopSearchingForFlags(argument) {
        return argument.indexOf("--") === -1;
      }
      getImage() {
        const args = this.getArguments();
        return args.length > 0 ? args[0].getValue() : null;
      }
      /**
       * Returns the name of the image that will be used as the base image.
       *
       * @return the base image's name, or null if unspecified
       */
      getImageName() {
        const imageName3 = this.getRangeContent(this.getImageNameRange());
        if (imageName3 === null) {
          return null;
        }
        let commented = false;
        let escaped = false;
        let name = "";
        for (let i = 0; i < imageName3.length; i++) {
          const ch = imageName3.charAt(i);
          switch (ch) {
            case this.escapeChar:
              escaped = true;
              break;
            case "\r":
              continue;
            case "\n":
              commented = false;
              break;
            case " ":
            case "	":
              break;
            case "#":
              if (escaped) {
                commented = true;
              } else {
                name = name + ch;
                escaped = false;
              }
              break;
            default:
              if (!commented) {
                name = name + ch;
                escaped = false;
              }
              break;
          }
        }
        return name;
      }
      /**
       * Returns the range that covers the name of the image used by
       * this instruction.
       *
       * @return the range of the name of this instruction's argument,
       *         or null if no image has been specified
       */
      getImageNameRange() {
        let range = this.getImageRange();
        if (range) {
          let registryRange = this.getRegistryRange();
          if (registryRange) {
            range.start = this.document.positionAt(this.document.offsetAt(registryRange.end) + 1);
          }
          let tagRange = this.getImageTagRange();
          let digestRange = this.getImageDigestRange();
          if (tagRange === null) {
            if (digestRange !== null) {
              range.end = this.document.positionAt(this.document.offsetAt(digestRange.start) - 1);
            }
          } else {
            range.end = this.document.positionAt(this.document.offsetAt(tagRange.start) - 1);
          }
          return range;
        }
        return null;
      }
      /**
       * Returns the range that covers the image argument of this
       * instruction. This includes the tag or digest of the image if
       * it has been specified by the instruction.
       *
       * @return the range of the image argument, or null if no image
       *         has been specified
       */
      getImageRange() {
        let args = this.getArguments();
        return args.length !== 0 ? args[0].getRange() : null;
      }
      getImageTag() {
        return this.getRangeContent(this.getImageTagRange());
      }
      /**
       * Returns the range in the document that the tag of the base
       * image encompasses.
       *
       * @return the base image's tag's range in the document, or null
       *         if no tag has been specified
       */
      getImageTagRange() {
        const range = this.getImageRange();
        if (range) {
          const rangeStartOffset = this.document.offsetAt(range.start);
          const content = this.getRangeContent(range);
          const atIndex = this.indexOf(rangeStartOffset, content, "@");
          const slashIndex = content.indexOf("/");
          if (atIndex === -1) {
            const colonIndex = this.lastIndexOf(rangeStartOffset, content, ":");
            if (colonIndex > slashIndex) {
              return vscode_languageserver_types_1.Range.create(this.document.positionAt(rangeStartOffset + colonIndex + 1), range.end);
            }
          }
          const subcontent = content.substring(0, atIndex);
          const subcolonIndex = subcontent.indexOf(":");
          if (subcolonIndex === -1) {
            return null;
          }
          if (slashIndex === -1) {
            return vscode_languageserver_types_1.Range.create(this.document.positionAt(rangeStartOffset + subcolonIndex + 1), this.document.positionAt(rangeStartOffset + atIndex));
          }
          if (subcolonIndex < slashIndex) {
            return null;
          }
          return vscode_languageserver_types_1.Range.create(this.document.positionAt(rangeStartOffset + subcolonIndex + 1), this.document.positionAt(rangeStartOffset + subcontent.length));
        }
        return null;
      }
      getImageDigest() {
        return this.getRangeContent(this.getImageDigestRange());
      }
      /**
       * Returns the range in the document that the digest of the base
       * image encompasses.
       *
       * @return the base image's digest's range in the document, or null
       *         if no digest has been specified
       */
      getImageDigestRange() {
        let range = this.getImageRange();
        if (range) {
          let content = this.getRangeContent(range);
          let index = this.lastIndexOf(this.document.offsetAt(range.start), content, "@");
          if (index !== -1) {
            return vscode_languageserver_types_1.Range.create(range.start.line, range.start.character + index + 1, range.end.line, range.end.character);
          }
        }
        return null;
      }
      indexOf(documentOffset, content, searchString) {
        let index = content.indexOf(searchString);
        const variables = this.getVariables();
        for (let i = 0; i < variables.length; i++) {
          const position = documentOffset + index;
          const variableRange = variables[i].getRange();
          if (this.document.offsetAt(variableRange.start) < position && position < this.document.offsetAt(variableRange.end)) {
            const offset = this.document.offsetAt(variableRange.end) - documentOffset;
            const substring = content.substring(offset);
            const subIndex = substring.indexOf(searchString);
            if (subIndex === -1) {
              return -1;
            }
            index = subIndex + offset;
            i = -1;
            continue;
          }
        }
        return index;
      }
      lastIndexOf(documentOffset, content, searchString) {
        let index = content.lastIndexOf(searchString);
        const variables = this.getVariables();
        for (let i = 0; i < variables.length; i++) {
          const position = documentOffset + index;
          const variableRange = variables[i].getRange();
          if (this.document.offsetAt(variableRange.start) < position && position < this.document.offsetAt(variableRange.end)) {
            index = content.substring(0, index).lastIndexOf(searchString);
            if (index === -1) {
              return -1;
            }
            i = -1;
            continue;
          }
        }
        return index;
      }
      getRegistry() {
        return this.getRangeContent(this.getRegistryRange());
      }
      getRegistryRange() {
        const range = this.getImageRange();
        if (range) {
          const tagRange = this.getImageTagRange();
          const digestRange = this.getImageDigestRange();
          if (tagRange === null) {
            if (digestRange !== null) {
              range.end = this.document.positionAt(this.document.offsetAt(digestRange.start) - 1);
            }
          } else {
            range.end = this.document.positionAt(this.document.offsetAt(tagRange.start) - 1);
          }
          const content = this.getRangeContent(range);
          const rangeStart = this.document.offsetAt(range.start);
          const startingSlashIndex = this.indexOf(rangeStart, content, "/");
          if (startingSlashIndex === -1) {
            return null;
          }
          const portIndex = this.indexOf(rangeStart, content, ":");
          const dotIndex = this.indexOf(rangeStart, content, ".");
          if (portIndex !== -1 || dotIndex !== -1) {
            return vscode_languageserver_types_1.Range.create(range.start, this.document.positionAt(rangeStart + startingSlashIndex));
          }
          const registry = content.substring(0, startingSlashIndex);
          if (registry === "localhost") {
            return vscode_languageserver_types_1.Range.create(range.start, this.document.positionAt(rangeStart + startingSlashIndex));
          }
        }
        return null;
      }
      getBuildStage() {
        let range = this.getBuildStageRange();
        return range === null ? null : this.getRangeContent(range);
      }
      getBuildStageRange() {
        let args = this.getArguments();
        if (args.length > 2 && args[1].getValue().toUpperCase() === "AS") {
          return args[2].getRange();
        }
        return null;
      }
      getPlatformFlag() {
        let flags = super.getFlags();
        return flags.length === 1 && flags[0].getName() === "platform" ? flags[0] : null;
      }
    };
    exports.From = From;
  }
});

// node_modules/dockerfile-ast/lib/instructions/healthcheck.js
var require_healthcheck = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/healthcheck.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Healthcheck = void 0;
    var modifiableInstruction_1 = require_modifiableInstruction();
    var Healthcheck = class extends modifiableInstruction_1.ModifiableInstruction {
      static {
        __name(this, "Healthcheck");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
      stopSearchingForFlags(argument) {
        argument = argument.toUpperCase();
        return argument === "CMD" || argument === "NONE";
      }
      getSubcommand() {
        let args = this.getArguments();
        return args.length !== 0 ? args[0] : null;
      }
    };
    exports.Healthcheck = Healthcheck;
  }
});

// node_modules/dockerfile-ast/lib/instructions/label.js
var require_label = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/label.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Label = void 0;
    var propertyInstruction_1 = require_propertyInstruction();
    var util_1 = require_util();
    var Label = class extends propertyInstruction_1.PropertyInstruction {
      static {
        __name(this, "Label");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
      getVariables() {
        const variables = super.getVariables();
        const properties = this.getProperties();
        for (const property of properties) {
          const value = property.getUnescapedValue();
          if (value !== null && value.length > 2 && value.charAt(0) === "'" && value.charAt(value.length - 1) === "'") {
            const range = property.getValueRange();
            for (let i = 0; i < variables.length; i++) {
              if (util_1.Util.isInsideRange(variables[i].getRange().start, range)) {
                variables.splice(i, 1);
                i--;
              }
            }
          }
        }
        return variables;
      }
      getProperties() {
        return super.getProperties();
      }
    };
    exports.Label = Label;
  }
});

// node_modules/dockerfile-ast/lib/instructions/onbuild.js
var require_onbuild = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/onbuild.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Onbuild = void 0;
    var vscode_languageserver_types_1 = (init_main(), __toCommonJS(main_exports));
    var parser_1 = require_parser();
    var instruction_1 = require_instruction();
    var Onbuild = class extends instruction_1.Instruction {
      static {
        __name(this, "Onbuild");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
      getTrigger() {
        let trigger = this.getTriggerWord();
        return trigger === null ? null : trigger.toUpperCase();
      }
      getTriggerWord() {
        return this.getRangeContent(this.getTriggerRange());
      }
      getTriggerRange() {
        let args = this.getArguments();
        return args.length > 0 ? args[0].getRange() : null;
      }
      getTriggerInstruction() {
        let triggerRange = this.getTriggerRange();
        if (triggerRange === null) {
          return null;
        }
        let args = this.getArguments();
        return parser_1.Parser.createInstruction(this.document, this.dockerfile, this.escapeChar, vscode_languageserver_types_1.Range.create(args[0].getRange().start, this.getRange().end), this.getTriggerWord(), triggerRange);
      }
    };
    exports.Onbuild = Onbuild;
  }
});

// node_modules/dockerfile-ast/lib/instructions/run.js
var require_run = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/run.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Run = void 0;
    var jsonInstruction_1 = require_jsonInstruction();
    var Run = class extends jsonInstruction_1.JSONInstruction {
      static {
        __name(this, "Run");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
      stopSearchingForFlags(argument) {
        return argument.indexOf("--") === -1;
      }
      /**
       * Returns there here-documents that are defined in this RUN
       * instruction.
       *
       * This API is experimental and subject to change.
       */
      getHeredocs() {
        return super.getHeredocs();
      }
    };
    exports.Run = Run;
  }
});

// node_modules/dockerfile-ast/lib/instructions/shell.js
var require_shell = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/shell.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Shell = void 0;
    var jsonInstruction_1 = require_jsonInstruction();
    var Shell = class extends jsonInstruction_1.JSONInstruction {
      static {
        __name(this, "Shell");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
    };
    exports.Shell = Shell;
  }
});

// node_modules/dockerfile-ast/lib/instructions/stopsignal.js
var require_stopsignal = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/stopsignal.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Stopsignal = void 0;
    var instruction_1 = require_instruction();
    var Stopsignal = class extends instruction_1.Instruction {
      static {
        __name(this, "Stopsignal");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
    };
    exports.Stopsignal = Stopsignal;
  }
});

// node_modules/dockerfile-ast/lib/instructions/workdir.js
var require_workdir = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/workdir.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Workdir = void 0;
    var instruction_1 = require_instruction();
    var Workdir = class extends instruction_1.Instruction {
      static {
        __name(this, "Workdir");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
      /**
       * Returns the path that has been defined. Note that this path may
       * be absolute or relative depending on what was written in the
       * instruction.
       *
       * @return the working directory's path, or null if this
       *         instruction has no arguments
       */
      getPath() {
        return this.getArgumentsContent();
      }
      /**
       * Returns the absolute path that this instruction resolves to. The
       * function will inspect prior WORKDIR instructions in the current
       * image or another build stage in the Dockerfile to try to
       * determine this.
       *
       * @return the absolute path of the working directory, or null if
       *         this instruction has no arguments, or undefined if it
       *         cannot be determined because only relative paths could be
       *         found
       */
      getAbsolutePath() {
        const path = this.getPath();
        if (path === null || path.startsWith("/")) {
          return path;
        }
        const startLine = this.getRange().start.line;
        const hierarchy = this.dockerfile.getStageHierarchy(startLine);
        for (let i = hierarchy.length - 1; i >= 0; i--) {
          const workdirs = hierarchy[i].getWORKDIRs();
          for (let j = workdirs.length - 1; j >= 0; j--) {
            if (workdirs[j].getRange().start.line < startLine) {
              const parent = workdirs[j].getAbsolutePath();
              if (parent === void 0 || parent === null) {
                return void 0;
              }
              return parent.endsWith("/") ? parent + path : parent + "/" + path;
            }
          }
        }
        return void 0;
      }
    };
    exports.Workdir = Workdir;
  }
});

// node_modules/dockerfile-ast/lib/instructions/user.js
var require_user = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/user.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.User = void 0;
    var instruction_1 = require_instruction();
    var User = class extends instruction_1.Instruction {
      static {
        __name(this, "User");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
    };
    exports.User = User;
  }
});

// node_modules/dockerfile-ast/lib/instructions/volume.js
var require_volume = __commonJS({
  "node_modules/dockerfile-ast/lib/instructions/volume.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Volume = void 0;
    var jsonInstruction_1 = require_jsonInstruction();
    var Volume = class extends jsonInstruction_1.JSONInstruction {
      static {
        __name(this, "Volume");
      }
      constructor(document, range, dockerfile, escapeChar, instruction2, instructionRange) {
        super(document, range, dockerfile, escapeChar, instruction2, instructionRange);
      }
    };
    exports.Volume = Volume;
  }
});

// node_modules/dockerfile-ast/lib/imageTemplate.js
var require_imageTemplate = __commonJS({
  "node_modules/dockerfile-ast/lib/imageTemplate.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.ImageTemplate = void 0;
    var vscode_languageserver_types_1 = (init_main(), __toCommonJS(main_exports));
    var arg_1 = require_arg();
    var cmd_1 = require_cmd();
    var copy_1 = require_copy();
    var env_1 = require_env();
    var entrypoint_1 = require_entrypoint();
    var from_1 = require_from();
    var healthcheck_1 = require_healthcheck();
    var onbuild_1 = require_onbuild();
    var util_1 = require_util();
    var workdir_1 = require_workdir();
    var ImageTemplate = class {
      static {
        __name(this, "ImageTemplate");
      }
      constructor() {
        this.comments = [];
        this.instructions = [];
      }
      addComment(comment) {
        this.comments.push(comment);
      }
      getComments() {
        return this.comments;
      }
      addInstruction(instruction2) {
        this.instructions.push(instruction2);
      }
      getInstructions() {
        return this.instructions;
      }
      getInstructionAt(line) {
        for (let instruction2 of this.instructions) {
          if (util_1.Util.isInsideRange(vscode_languageserver_types_1.Position.create(line, 0), instruction2.getRange())) {
            return instruction2;
          }
        }
        return null;
      }
      /**
       * Gets all the ARG instructions that are defined in this image.
       */
      getARGs() {
        let args = [];
        for (let instruction2 of this.instructions) {
          if (instruction2 instanceof arg_1.Arg) {
            args.push(instruction2);
          }
        }
        return args;
      }
      /**
       * Gets all the CMD instructions that are defined in this image.
       */
      getCMDs() {
        let cmds = [];
        for (let instruction2 of this.instructions) {
          if (instruction2 instanceof cmd_1.Cmd) {
            cmds.push(instruction2);
          }
        }
        return cmds;
      }
      /**
       * Gets all the COPY instructions that are defined in this image.
       */
      getCOPYs() {
        let copies = [];
        for (let instruction2 of this.instructions) {
          if (instruction2 instanceof copy_1.Copy) {
            copies.push(instruction2);
          }
        }
        return copies;
      }
      /**
       * Gets all the ENTRYPOINT instructions that are defined in this image.
       */
      getENTRYPOINTs() {
        let froms = [];
        for (let instruction2 of this.instructions) {
          if (instruction2 instanceof entrypoint_1.Entrypoint) {
            froms.push(instruction2);
          }
        }
        return froms;
      }
      /**
       * Gets all the ENV instructions that are defined in this image.
       */
      getENVs() {
        let args = [];
        for (let instruction2 of this.instructions) {
          if (instruction2 instanceof env_1.Env) {
            args.push(instruction2);
          }
        }
        return args;
      }
      getFROM() {
        for (const instruction2 of this.instructions) {
          if (instruction2 instanceof from_1.From) {
            return instruction2;
          }
        }
        return null;
      }
      /**
       * Gets all the FROM instructions that are defined in this image.
       */
      getFROMs() {
        let froms = [];
        for (let instruction2 of this.instructions) {
          if (instruction2 instanceof from_1.From) {
            froms.push(instruction2);
          }
        }
        return froms;
      }
      /**
       * Gets all the HEALTHCHECK instructions that are defined in this image.
       */
      getHEALTHCHECKs() {
        let froms = [];
        for (let instruction2 of this.instructions) {
          if (instruction2 instanceof healthcheck_1.Healthcheck) {
            froms.push(instruction2);
          }
        }
        return froms;
      }
      getWORKDIRs() {
        const workdirs = [];
        for (const instruction2 of this.instructions) {
          if (instruction2 instanceof workdir_1.Workdir) {
            workdirs.push(instruction2);
          }
        }
        return workdirs;
      }
      getOnbuildTriggers() {
        let triggers = [];
        for (let instruction2 of this.instructions) {
          if (instruction2 instanceof onbuild_1.Onbuild) {
            let trigger = instruction2.getTriggerInstruction();
            if (trigger) {
              triggers.push(trigger);
            }
          }
        }
        return triggers;
      }
      getAvailableVariables(currentLine) {
        const variables = [];
        for (const arg of this.getARGs()) {
          if (arg.isBefore(currentLine)) {
            const property = arg.getProperty();
            if (property) {
              const variable = property.getName();
              if (variables.indexOf(variable) === -1) {
                variables.push(variable);
              }
            }
          }
        }
        for (const env of this.getENVs()) {
          if (env.isBefore(currentLine)) {
            for (const property of env.getProperties()) {
              const variable = property.getName();
              if (variables.indexOf(variable) === -1) {
                variables.push(variable);
              }
            }
          }
        }
        return variables;
      }
      /**
       * Resolves a variable with the given name at the specified line
       * to its value. If null is returned, then the variable has been
       * defined but no value was given. If undefined is returned, then
       * a variable with the given name has not been defined yet as of
       * the given line.
       *
       * @param variable the name of the variable to resolve
       * @param line the line number that the variable is on, zero-based
       * @return the value of the variable as defined by an ARG or ENV
       *         instruction, or null if no value has been specified, or
       *         undefined if a variable with the given name has not
       *         been defined
       */
      resolveVariable(variable, line) {
        let envs = this.getENVs();
        for (let i = envs.length - 1; i >= 0; i--) {
          if (envs[i].isBefore(line)) {
            for (let property of envs[i].getProperties()) {
              if (property.getName() === variable) {
                return property.getValue();
              }
            }
          }
        }
        let args = this.getARGs();
        for (let i = args.length - 1; i >= 0; i--) {
          if (args[i].isBefore(line)) {
            let property = args[i].getProperty();
            if (property && property.getName() === variable) {
              return property.getValue();
            }
          }
        }
        return void 0;
      }
      getRange() {
        const instructions = this.getInstructions();
        if (instructions.length === 0) {
          return vscode_languageserver_types_1.Range.create(0, 0, 0, 0);
        }
        const instructionStart = instructions[0].getRange().start;
        const instructionEnd = instructions[instructions.length - 1].getRange().end;
        return vscode_languageserver_types_1.Range.create(instructionStart, instructionEnd);
      }
      contains(position) {
        const range = this.getRange();
        if (range === null) {
          return false;
        }
        return util_1.Util.isInsideRange(position, range);
      }
    };
    exports.ImageTemplate = ImageTemplate;
  }
});

// node_modules/dockerfile-ast/lib/dockerfile.js
var require_dockerfile = __commonJS({
  "node_modules/dockerfile-ast/lib/dockerfile.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Dockerfile = void 0;
    var vscode_languageserver_types_1 = (init_main(), __toCommonJS(main_exports));
    var ast = require_main();
    var imageTemplate_1 = require_imageTemplate();
    var from_1 = require_from();
    var util_1 = require_util();
    var main_1 = require_main();
    var Dockerfile = class extends imageTemplate_1.ImageTemplate {
      static {
        __name(this, "Dockerfile");
      }
      constructor(document) {
        super();
        this.initialInstructions = new imageTemplate_1.ImageTemplate();
        this.buildStages = [];
        this.directives = [];
        this.foundFrom = false;
        this.document = document;
      }
      getEscapeCharacter() {
        for (const directive of this.directives) {
          if (directive.getDirective() === ast.Directive.escape) {
            const value = directive.getValue();
            if (value === "\\" || value === "`") {
              return value;
            }
          }
        }
        return "\\";
      }
      getInitialARGs() {
        return this.initialInstructions.getARGs();
      }
      getContainingImage(position) {
        let range = vscode_languageserver_types_1.Range.create(vscode_languageserver_types_1.Position.create(0, 0), this.document.positionAt(this.document.getText().length));
        if (!util_1.Util.isInsideRange(position, range)) {
          return null;
        }
        if (this.initialInstructions.getComments().length > 0 || this.initialInstructions.getInstructions().length > 0) {
          if (util_1.Util.isInsideRange(position, this.initialInstructions.getRange())) {
            return this.initialInstructions;
          }
        }
        for (const buildStage of this.buildStages) {
          if (util_1.Util.isInsideRange(position, buildStage.getRange())) {
            return buildStage;
          }
        }
        return this;
      }
      addInstruction(instruction2) {
        if (instruction2.getKeyword() === main_1.Keyword.FROM) {
          this.currentBuildStage = new imageTemplate_1.ImageTemplate();
          this.buildStages.push(this.currentBuildStage);
          this.foundFrom = true;
        } else if (!this.foundFrom) {
          this.initialInstructions.addInstruction(instruction2);
        }
        if (this.foundFrom) {
          this.currentBuildStage.addInstruction(instruction2);
        }
        super.addInstruction(instruction2);
      }
      setDirectives(directives) {
        this.directives = directives;
      }
      getDirective() {
        return this.directives.length === 0 ? null : this.directives[0];
      }
      getDirectives() {
        return this.directives;
      }
      resolveVariable(variable, line) {
        for (let from of this.getFROMs()) {
          let range = from.getRange();
          if (range.start.line <= line && line <= range.end.line) {
            let initialARGs = new imageTemplate_1.ImageTemplate();
            for (let instruction2 of this.initialInstructions.getARGs()) {
              initialARGs.addInstruction(instruction2);
            }
            return initialARGs.resolveVariable(variable, line);
          }
        }
        let image = this.getContainingImage(vscode_languageserver_types_1.Position.create(line, 0));
        if (image === null) {
          return void 0;
        }
        let resolvedVariable = image.resolveVariable(variable, line);
        if (resolvedVariable === null) {
          let initialARGs = new imageTemplate_1.ImageTemplate();
          for (let instruction2 of this.initialInstructions.getARGs()) {
            initialARGs.addInstruction(instruction2);
          }
          return initialARGs.resolveVariable(variable, line);
        }
        return resolvedVariable;
      }
      getAvailableVariables(currentLine) {
        if (this.getInstructionAt(currentLine) instanceof from_1.From) {
          let variables = [];
          for (let arg of this.getInitialARGs()) {
            let property = arg.getProperty();
            if (property) {
              variables.push(property.getName());
            }
          }
          return variables;
        }
        let image = this.getContainingImage(vscode_languageserver_types_1.Position.create(currentLine, 0));
        return image ? image.getAvailableVariables(currentLine) : [];
      }
      getParentStage(image) {
        const templateFrom = image.getFROM();
        const imageName3 = templateFrom === null ? null : templateFrom.getImageName();
        if (imageName3 === null) {
          return null;
        }
        for (const from of this.getFROMs()) {
          if (from.getBuildStage() === imageName3) {
            const range = from.getRange();
            if (range.start.line === templateFrom.getRange().start.line) {
              return null;
            }
            return this.getContainingImage(range.start);
          }
        }
        return null;
      }
      getStageHierarchy(line) {
        const image = this.getContainingImage(vscode_languageserver_types_1.Position.create(line, 0));
        if (image === null) {
          return [];
        }
        const stages = [image];
        let stage = this.getParentStage(image);
        while (stage !== null) {
          stages.splice(0, 0, stage);
          stage = this.getParentStage(stage);
        }
        return stages;
      }
      getAvailableWorkingDirectories(line) {
        const availableDirectories = /* @__PURE__ */ new Set();
        for (const image of this.getStageHierarchy(line)) {
          for (const workdir of image.getWORKDIRs()) {
            if (workdir.getRange().end.line < line) {
              let directory = workdir.getAbsolutePath();
              if (directory !== void 0 && directory !== null) {
                if (!directory.endsWith("/")) {
                  directory += "/";
                }
                availableDirectories.add(directory);
              }
            }
          }
        }
        return Array.from(availableDirectories);
      }
      /**
       * Internally reorganize the comments in the Dockerfile and allocate
       * them to the relevant build stages that they belong to.
       */
      organizeComments() {
        const comments = this.getComments();
        for (let i = 0; i < comments.length; i++) {
          if (util_1.Util.isInsideRange(comments[i].getRange().end, this.initialInstructions.getRange())) {
            this.initialInstructions.addComment(comments[i]);
          } else {
            for (const buildStage of this.buildStages) {
              if (util_1.Util.isInsideRange(comments[i].getRange().start, buildStage.getRange())) {
                buildStage.addComment(comments[i]);
              }
            }
          }
        }
      }
      getRange() {
        const comments = this.getComments();
        const instructions = this.getInstructions();
        let range = null;
        if (comments.length === 0) {
          if (instructions.length > 0) {
            range = vscode_languageserver_types_1.Range.create(instructions[0].getRange().start, instructions[instructions.length - 1].getRange().end);
          }
        } else if (instructions.length === 0) {
          range = vscode_languageserver_types_1.Range.create(comments[0].getRange().start, comments[comments.length - 1].getRange().end);
        } else {
          const commentStart = comments[0].getRange().start;
          const commentEnd = comments[comments.length - 1].getRange().end;
          const instructionStart = instructions[0].getRange().start;
          const instructionEnd = instructions[instructions.length - 1].getRange().end;
          if (commentStart.line < instructionStart.line) {
            if (commentEnd.line < instructionEnd.line) {
              range = vscode_languageserver_types_1.Range.create(commentStart, instructionEnd);
            }
            range = vscode_languageserver_types_1.Range.create(commentStart, commentEnd);
          } else if (commentEnd.line < instructionEnd.line) {
            range = vscode_languageserver_types_1.Range.create(instructionStart, instructionEnd);
          } else {
            range = vscode_languageserver_types_1.Range.create(instructionStart, commentEnd);
          }
        }
        if (range === null) {
          if (this.directives.length === 0) {
            return null;
          }
          return this.directives[0].getRange();
        } else if (this.directives.length === 0) {
          return range;
        }
        return vscode_languageserver_types_1.Range.create(this.directives[0].getRange().start, range.end);
      }
    };
    exports.Dockerfile = Dockerfile;
  }
});

// node_modules/dockerfile-ast/lib/parser.js
var require_parser = __commonJS({
  "node_modules/dockerfile-ast/lib/parser.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Parser = void 0;
    var vscode_languageserver_textdocument_1 = (init_main2(), __toCommonJS(main_exports2));
    var vscode_languageserver_types_1 = (init_main(), __toCommonJS(main_exports));
    var comment_1 = require_comment();
    var parserDirective_1 = require_parserDirective();
    var instruction_1 = require_instruction();
    var add_1 = require_add();
    var arg_1 = require_arg();
    var cmd_1 = require_cmd();
    var copy_1 = require_copy();
    var env_1 = require_env();
    var entrypoint_1 = require_entrypoint();
    var from_1 = require_from();
    var healthcheck_1 = require_healthcheck();
    var label_1 = require_label();
    var onbuild_1 = require_onbuild();
    var run_1 = require_run();
    var shell_1 = require_shell();
    var stopsignal_1 = require_stopsignal();
    var workdir_1 = require_workdir();
    var user_1 = require_user();
    var volume_1 = require_volume();
    var dockerfile_1 = require_dockerfile();
    var util_1 = require_util();
    var main_1 = require_main();
    var Parser = class _Parser {
      static {
        __name(this, "Parser");
      }
      constructor() {
        this.escapeChar = null;
      }
      static createInstruction(document, dockerfile, escapeChar, lineRange, instruction2, instructionRange) {
        switch (instruction2.toUpperCase()) {
          case "ADD":
            return new add_1.Add(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "ARG":
            return new arg_1.Arg(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "CMD":
            return new cmd_1.Cmd(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "COPY":
            return new copy_1.Copy(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "ENTRYPOINT":
            return new entrypoint_1.Entrypoint(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "ENV":
            return new env_1.Env(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "FROM":
            return new from_1.From(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "HEALTHCHECK":
            return new healthcheck_1.Healthcheck(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "LABEL":
            return new label_1.Label(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "ONBUILD":
            return new onbuild_1.Onbuild(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "RUN":
            return new run_1.Run(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "SHELL":
            return new shell_1.Shell(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "STOPSIGNAL":
            return new stopsignal_1.Stopsignal(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "WORKDIR":
            return new workdir_1.Workdir(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "USER":
            return new user_1.User(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
          case "VOLUME":
            return new volume_1.Volume(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
        }
        return new instruction_1.Instruction(document, lineRange, dockerfile, escapeChar, instruction2, instructionRange);
      }
      getParserDirectives(document, buffer) {
        const directives = [];
        this.escapeChar = "";
        const offset = util_1.Util.isUTF8BOM(buffer.substring(0, 1)) ? 1 : 0;
        directiveCheck: for (let i = offset; i < buffer.length; i++) {
          switch (buffer.charAt(i)) {
            case " ":
            case "	":
              break;
            case "\r":
            case "\n":
              break directiveCheck;
            case "#":
              let directiveStart = -1;
              let directiveEnd = -1;
              for (let j = i + 1; j < buffer.length; j++) {
                let char = buffer.charAt(j);
                switch (char) {
                  case " ":
                  case "	":
                    if (directiveStart !== -1 && directiveEnd === -1) {
                      directiveEnd = j;
                    }
                    break;
                  case "\r":
                  case "\n":
                    break directiveCheck;
                  case "=":
                    let valueStart = -1;
                    let valueEnd = -1;
                    if (directiveEnd === -1) {
                      directiveEnd = j;
                    }
                    let lineEnd = buffer.length;
                    directiveValue: for (let k = j + 1; k < buffer.length; k++) {
                      char = buffer.charAt(k);
                      switch (char) {
                        case "\r":
                        case "\n":
                          if (valueStart !== -1 && valueEnd === -1) {
                            valueEnd = k;
                          }
                          lineEnd = k;
                          break directiveValue;
                        case "	":
                        case " ":
                          if (valueStart !== -1 && valueEnd === -1) {
                            valueEnd = k;
                          }
                          continue;
                        default:
                          if (valueStart === -1) {
                            valueStart = k;
                          }
                          break;
                      }
                    }
                    if (directiveStart === -1) {
                      break directiveCheck;
                    }
                    if (valueStart === -1) {
                      valueStart = j + 1;
                      valueEnd = lineEnd;
                    } else if (valueEnd === -1) {
                      valueEnd = buffer.length;
                    }
                    const lineRange = vscode_languageserver_types_1.Range.create(document.positionAt(i), document.positionAt(lineEnd));
                    const nameRange = vscode_languageserver_types_1.Range.create(document.positionAt(directiveStart), document.positionAt(directiveEnd));
                    const valueRange = vscode_languageserver_types_1.Range.create(document.positionAt(valueStart), document.positionAt(valueEnd));
                    directives.push(new parserDirective_1.ParserDirective(document, lineRange, nameRange, valueRange));
                    directiveStart = -1;
                    if (buffer.charAt(valueEnd) === "\r") {
                      i = valueEnd + 1;
                    } else {
                      i = valueEnd;
                    }
                    continue directiveCheck;
                  default:
                    if (directiveStart === -1) {
                      directiveStart = j;
                    }
                    break;
                }
              }
              break;
            default:
              break directiveCheck;
          }
        }
        return directives;
      }
      parse(buffer) {
        this.document = vscode_languageserver_textdocument_1.TextDocument.create("", "", 0, buffer);
        this.buffer = buffer;
        let dockerfile = new dockerfile_1.Dockerfile(this.document);
        let directives = this.getParserDirectives(this.document, this.buffer);
        let offset = 0;
        this.escapeChar = "\\";
        if (directives.length > 0) {
          dockerfile.setDirectives(directives);
          this.escapeChar = dockerfile.getEscapeCharacter();
          offset = this.document.offsetAt(vscode_languageserver_types_1.Position.create(directives.length, 0));
        } else if (util_1.Util.isUTF8BOM(buffer.substring(0, 1))) {
          offset = 1;
        }
        for (let i = offset; i < this.buffer.length; i++) {
          const char = this.buffer.charAt(i);
          switch (char) {
            case " ":
            case "	":
            case "\r":
            case "\n":
              break;
            case "#":
              i = this.processComment(dockerfile, i);
              break;
            default:
              i = this.processInstruction(dockerfile, char, i);
              break;
          }
        }
        dockerfile.organizeComments();
        return dockerfile;
      }
      processInstruction(dockerfile, char, start) {
        let instruction2 = char;
        let instructionEnd = -1;
        let escapedInstruction = false;
        instructionCheck: for (let i = start + 1; i < this.buffer.length; i++) {
          char = this.buffer.charAt(i);
          switch (char) {
            case this.escapeChar:
              escapedInstruction = true;
              char = this.buffer.charAt(i + 1);
              if (char === "\r" || char === "\n") {
                if (instructionEnd === -1) {
                  instructionEnd = i;
                }
                i++;
              } else if (char === " " || char === "	") {
                for (let j = i + 2; j < this.buffer.length; j++) {
                  switch (this.buffer.charAt(j)) {
                    case " ":
                    case "	":
                      break;
                    case "\r":
                    case "\n":
                      i = j;
                      continue instructionCheck;
                    default:
                      instructionEnd = i + 1;
                      instruction2 = instruction2 + this.escapeChar;
                      i = j - 2;
                      continue instructionCheck;
                  }
                }
                instructionEnd = i + 1;
                instruction2 = instruction2 + this.escapeChar;
                break instructionCheck;
              } else {
                instructionEnd = i + 1;
                instruction2 = instruction2 + this.escapeChar;
                escapedInstruction = false;
              }
              break;
            case " ":
            case "	":
              if (escapedInstruction) {
                escapeCheck: for (let j = i + 1; j < this.buffer.length; j++) {
                  switch (this.buffer.charAt(j)) {
                    case " ":
                    case "	":
                      break;
                    case "\r":
                    case "\n":
                      i = j;
                      continue instructionCheck;
                    default:
                      break escapeCheck;
                  }
                }
                escapedInstruction = false;
              }
              if (instructionEnd === -1) {
                instructionEnd = i;
              }
              i = this.processArguments(dockerfile, instruction2, instructionEnd, start, i);
              dockerfile.addInstruction(this.createInstruction(dockerfile, instruction2, start, instructionEnd, i));
              return i;
            case "\r":
            case "\n":
              if (escapedInstruction) {
                continue;
              }
              if (instructionEnd === -1) {
                instructionEnd = i;
              }
              dockerfile.addInstruction(this.createInstruction(dockerfile, instruction2, start, i, i));
              return i;
            case "#":
              if (escapedInstruction) {
                continue;
              }
            default:
              instructionEnd = i + 1;
              instruction2 = instruction2 + char;
              escapedInstruction = false;
              break;
          }
        }
        if (instructionEnd === -1) {
          instructionEnd = this.buffer.length;
        }
        dockerfile.addInstruction(this.createInstruction(dockerfile, instruction2, start, instructionEnd, this.buffer.length));
        return this.buffer.length;
      }
      processHeredocs(instruction2, offset) {
        let keyword2 = instruction2.getKeyword();
        if (keyword2 === main_1.Keyword.ONBUILD) {
          instruction2 = instruction2.getTriggerInstruction();
          if (instruction2 === null) {
            return offset;
          }
          keyword2 = instruction2.getKeyword();
        }
        if (keyword2 !== main_1.Keyword.ADD && keyword2 !== main_1.Keyword.COPY && keyword2 !== main_1.Keyword.RUN) {
          return offset;
        }
        const heredocs = [];
        let tabbed = false;
        for (const arg of instruction2.getArguments()) {
          const value = arg.getValue();
          if (value.startsWith("<<") && value.length > 2) {
            if (value.startsWith("<<-")) {
              tabbed = true;
            }
            const name = util_1.Util.parseHeredocName(value);
            if (name !== null) {
              heredocs.push(name);
            }
          }
        }
        if (heredocs.length > 0) {
          for (const heredoc of heredocs) {
            offset = this.parseHeredoc(heredoc, offset, tabbed);
          }
        }
        return offset;
      }
      processArguments(dockerfile, instruction2, instructionEnd, start, offset) {
        let escaped = false;
        argumentsCheck: for (let i = offset + 1; i < this.buffer.length; i++) {
          switch (this.buffer.charAt(i)) {
            case "\r":
            case "\n":
              if (escaped) {
                continue;
              }
              return this.processHeredocs(this.createInstruction(dockerfile, instruction2, start, instructionEnd, i), i);
            case this.escapeChar:
              const next = this.buffer.charAt(i + 1);
              if (next === "\n" || next === "\r") {
                escaped = true;
                i++;
              } else if (next === " " || next === "	") {
                for (let j = i + 2; j < this.buffer.length; j++) {
                  switch (this.buffer.charAt(j)) {
                    case " ":
                    case "	":
                      break;
                    case "\r":
                    case "\n":
                      escaped = true;
                    default:
                      i = j;
                      continue argumentsCheck;
                  }
                }
                return this.buffer.length;
              }
              continue;
            case "#":
              if (escaped) {
                i = this.processComment(dockerfile, i);
                continue argumentsCheck;
              }
              break;
            case " ":
            case "	":
              break;
            default:
              if (escaped) {
                escaped = false;
              }
              break;
          }
        }
        return this.buffer.length;
      }
      processComment(dockerfile, start) {
        let end = this.buffer.length;
        commentLoop: for (let i = start + 1; i < this.buffer.length; i++) {
          switch (this.buffer.charAt(i)) {
            case "\r":
            case "\n":
              end = i;
              break commentLoop;
          }
        }
        const range = vscode_languageserver_types_1.Range.create(this.document.positionAt(start), this.document.positionAt(end));
        dockerfile.addComment(new comment_1.Comment(this.document, range));
        return end;
      }
      parseHeredoc(heredocName, offset, tabbed) {
        let startWord = -1;
        let lineStart = true;
        for (let i = offset; i < this.buffer.length; i++) {
          switch (this.buffer.charAt(i)) {
            case " ":
              lineStart = false;
              break;
            case "	":
              if (!tabbed) {
                lineStart = false;
              }
              break;
            case "\r":
            case "\n":
              if (startWord !== -1 && heredocName === this.buffer.substring(startWord, i)) {
                return i;
              }
              startWord = -1;
              lineStart = true;
              break;
            default:
              if (lineStart) {
                startWord = i;
                lineStart = false;
              }
              break;
          }
        }
        return this.buffer.length;
      }
      createInstruction(dockerfile, instruction2, start, instructionEnd, end) {
        const startPosition = this.document.positionAt(start);
        const instructionRange = vscode_languageserver_types_1.Range.create(startPosition, this.document.positionAt(instructionEnd));
        const lineRange = vscode_languageserver_types_1.Range.create(startPosition, this.document.positionAt(end));
        return _Parser.createInstruction(this.document, dockerfile, this.escapeChar, lineRange, instruction2, instructionRange);
      }
    };
    exports.Parser = Parser;
  }
});

// node_modules/dockerfile-ast/lib/main.js
var require_main = __commonJS({
  "node_modules/dockerfile-ast/lib/main.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.DockerfileParser = exports.DefaultVariables = exports.Directive = exports.Keyword = exports.Workdir = exports.Volume = exports.User = exports.Stopsignal = exports.Shell = exports.Run = exports.PropertyInstruction = exports.Onbuild = exports.ModifiableInstruction = exports.Label = exports.JSONInstruction = exports.Heredoc = exports.Healthcheck = exports.From = exports.Env = exports.Entrypoint = exports.Copy = exports.Cmd = exports.Arg = exports.Add = exports.Variable = exports.Property = exports.ParserDirective = exports.Line = exports.Instruction = exports.Flag = exports.Comment = exports.JSONArgument = exports.Argument = void 0;
    var argument_1 = require_argument();
    Object.defineProperty(exports, "Argument", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return argument_1.Argument;
    }, "get") });
    var jsonArgument_1 = require_jsonArgument();
    Object.defineProperty(exports, "JSONArgument", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return jsonArgument_1.JSONArgument;
    }, "get") });
    var comment_1 = require_comment();
    Object.defineProperty(exports, "Comment", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return comment_1.Comment;
    }, "get") });
    var parser_1 = require_parser();
    var flag_1 = require_flag();
    Object.defineProperty(exports, "Flag", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return flag_1.Flag;
    }, "get") });
    var instruction_1 = require_instruction();
    Object.defineProperty(exports, "Instruction", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return instruction_1.Instruction;
    }, "get") });
    var line_1 = require_line();
    Object.defineProperty(exports, "Line", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return line_1.Line;
    }, "get") });
    var parserDirective_1 = require_parserDirective();
    Object.defineProperty(exports, "ParserDirective", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return parserDirective_1.ParserDirective;
    }, "get") });
    var property_1 = require_property();
    Object.defineProperty(exports, "Property", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return property_1.Property;
    }, "get") });
    var variable_1 = require_variable();
    Object.defineProperty(exports, "Variable", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return variable_1.Variable;
    }, "get") });
    var add_1 = require_add();
    Object.defineProperty(exports, "Add", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return add_1.Add;
    }, "get") });
    var arg_1 = require_arg();
    Object.defineProperty(exports, "Arg", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return arg_1.Arg;
    }, "get") });
    var cmd_1 = require_cmd();
    Object.defineProperty(exports, "Cmd", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return cmd_1.Cmd;
    }, "get") });
    var copy_1 = require_copy();
    Object.defineProperty(exports, "Copy", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return copy_1.Copy;
    }, "get") });
    var entrypoint_1 = require_entrypoint();
    Object.defineProperty(exports, "Entrypoint", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return entrypoint_1.Entrypoint;
    }, "get") });
    var env_1 = require_env();
    Object.defineProperty(exports, "Env", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return env_1.Env;
    }, "get") });
    var from_1 = require_from();
    Object.defineProperty(exports, "From", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return from_1.From;
    }, "get") });
    var healthcheck_1 = require_healthcheck();
    Object.defineProperty(exports, "Healthcheck", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return healthcheck_1.Healthcheck;
    }, "get") });
    var heredoc_1 = require_heredoc();
    Object.defineProperty(exports, "Heredoc", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return heredoc_1.Heredoc;
    }, "get") });
    var jsonInstruction_1 = require_jsonInstruction();
    Object.defineProperty(exports, "JSONInstruction", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return jsonInstruction_1.JSONInstruction;
    }, "get") });
    var label_1 = require_label();
    Object.defineProperty(exports, "Label", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return label_1.Label;
    }, "get") });
    var modifiableInstruction_1 = require_modifiableInstruction();
    Object.defineProperty(exports, "ModifiableInstruction", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return modifiableInstruction_1.ModifiableInstruction;
    }, "get") });
    var onbuild_1 = require_onbuild();
    Object.defineProperty(exports, "Onbuild", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return onbuild_1.Onbuild;
    }, "get") });
    var propertyInstruction_1 = require_propertyInstruction();
    Object.defineProperty(exports, "PropertyInstruction", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return propertyInstruction_1.PropertyInstruction;
    }, "get") });
    var run_1 = require_run();
    Object.defineProperty(exports, "Run", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return run_1.Run;
    }, "get") });
    var shell_1 = require_shell();
    Object.defineProperty(exports, "Shell", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return shell_1.Shell;
    }, "get") });
    var stopsignal_1 = require_stopsignal();
    Object.defineProperty(exports, "Stopsignal", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return stopsignal_1.Stopsignal;
    }, "get") });
    var user_1 = require_user();
    Object.defineProperty(exports, "User", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return user_1.User;
    }, "get") });
    var volume_1 = require_volume();
    Object.defineProperty(exports, "Volume", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return volume_1.Volume;
    }, "get") });
    var workdir_1 = require_workdir();
    Object.defineProperty(exports, "Workdir", { enumerable: true, get: /* @__PURE__ */ __name(function() {
      return workdir_1.Workdir;
    }, "get") });
    var Keyword;
    (function(Keyword2) {
      Keyword2["ADD"] = "ADD";
      Keyword2["ARG"] = "ARG";
      Keyword2["CMD"] = "CMD";
      Keyword2["COPY"] = "COPY";
      Keyword2["ENTRYPOINT"] = "ENTRYPOINT";
      Keyword2["ENV"] = "ENV";
      Keyword2["EXPOSE"] = "EXPOSE";
      Keyword2["FROM"] = "FROM";
      Keyword2["HEALTHCHECK"] = "HEALTHCHECK";
      Keyword2["LABEL"] = "LABEL";
      Keyword2["MAINTAINER"] = "MAINTAINER";
      Keyword2["ONBUILD"] = "ONBUILD";
      Keyword2["RUN"] = "RUN";
      Keyword2["SHELL"] = "SHELL";
      Keyword2["STOPSIGNAL"] = "STOPSIGNAL";
      Keyword2["USER"] = "USER";
      Keyword2["VOLUME"] = "VOLUME";
      Keyword2["WORKDIR"] = "WORKDIR";
    })(Keyword || (exports.Keyword = Keyword = {}));
    var Directive;
    (function(Directive2) {
      Directive2["escape"] = "escape";
      Directive2["syntax"] = "syntax";
    })(Directive || (exports.Directive = Directive = {}));
    exports.DefaultVariables = [
      "ALL_PROXY",
      "all_proxy",
      "FTP_PROXY",
      "ftp_proxy",
      "HTTP_PROXY",
      "http_proxy",
      "HTTPS_PROXY",
      "https_proxy",
      "NO_PROXY",
      "no_proxy"
    ];
    var DockerfileParser2;
    (function(DockerfileParser3) {
      function parse3(content) {
        let parser = new parser_1.Parser();
        return parser.parse(content);
      }
      __name(parse3, "parse");
      DockerfileParser3.parse = parse3;
    })(DockerfileParser2 || (exports.DockerfileParser = DockerfileParser2 = {}));
  }
});

// node_modules/csv-parse/lib/api/CsvError.js
var CsvError = class _CsvError extends Error {
  static {
    __name(this, "CsvError");
  }
  constructor(code2, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== void 0) {
      Error.captureStackTrace(this, _CsvError);
    }
    this.code = code2;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value) ? value.toString(options.encoding) : value == null ? value : JSON.parse(JSON.stringify(value));
      }
    }
  }
};

// node_modules/csv-parse/lib/utils/is_object.js
var is_object = /* @__PURE__ */ __name(function(obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
}, "is_object");

// node_modules/csv-parse/lib/api/normalize_columns_array.js
var normalize_columns_array = /* @__PURE__ */ __name(function(columns) {
  const normalizedColumns = [];
  for (let i = 0, l = columns.length; i < l; i++) {
    const column = columns[i];
    if (column === void 0 || column === null || column === false) {
      normalizedColumns[i] = { disabled: true };
    } else if (typeof column === "string" || typeof column === "number") {
      normalizedColumns[i] = { name: `${column}` };
    } else if (is_object(column)) {
      if (typeof column.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i}`,
          "when column is an object literal"
        ]);
      }
      normalizedColumns[i] = column;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column)} at position ${i}`
      ]);
    }
  }
  return normalizedColumns;
}, "normalize_columns_array");

// node_modules/csv-parse/lib/utils/ResizeableBuffer.js
var ResizeableBuffer = class {
  static {
    __name(this, "ResizeableBuffer");
  }
  constructor(size4 = 100) {
    this.size = size4;
    this.length = 0;
    this.buf = Buffer.allocUnsafe(size4);
  }
  prepend(val) {
    if (Buffer.isBuffer(val)) {
      const length = this.length + val.length;
      if (length >= this.size) {
        this.resize();
        if (length >= this.size) {
          throw Error("INVALID_BUFFER_STATE");
        }
      }
      const buf = this.buf;
      this.buf = Buffer.allocUnsafe(this.size);
      val.copy(this.buf, 0);
      buf.copy(this.buf, val.length);
      this.length += val.length;
    } else {
      const length = this.length++;
      if (length === this.size) {
        this.resize();
      }
      const buf = this.clone();
      this.buf[0] = val;
      buf.copy(this.buf, 1, 0, length);
    }
  }
  append(val) {
    const length = this.length++;
    if (length === this.size) {
      this.resize();
    }
    this.buf[length] = val;
  }
  clone() {
    return Buffer.from(this.buf.slice(0, this.length));
  }
  resize() {
    const length = this.length;
    this.size = this.size * 2;
    const buf = Buffer.allocUnsafe(this.size);
    this.buf.copy(buf, 0, 0, length);
    this.buf = buf;
  }
  toString(encoding) {
    if (encoding) {
      return this.buf.toString(encoding, 0, this.length);
    } else {
      return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
    }
  }
  toJSON() {
    return this.toString("utf8");
  }
  reset() {
    this.length = 0;
  }
};
var ResizeableBuffer_default = ResizeableBuffer;

// node_modules/csv-parse/lib/api/init_state.js
var init_state = /* @__PURE__ */ __name(function(options) {
  const timchars = [
    // Basic Latin
    32,
    // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
    9,
    // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
    10,
    // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
    13,
    // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
    12,
    // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
    11,
    // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
    // Latin-1 Supplement
    160,
    // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
    // Ogham
    5760,
    // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
    // General Punctuation
    8192,
    // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
    8193,
    // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
    8194,
    // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
    8195,
    // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
    8196,
    // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
    8197,
    // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
    8198,
    // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
    8199,
    // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
    8200,
    // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
    8201,
    // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
    8202,
    // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
    8232,
    // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
    8233,
    // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
    8239,
    // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
    8287,
    // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
    12288,
    // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
    65279
    // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
  ].reduce((acc, codepoint) => {
    const encoded = Buffer.from(
      String.fromCharCode(codepoint),
      options.encoding
    );
    if (codepoint !== 63 && encoded.length === 1 && encoded[0] === 63) {
      return acc;
    }
    acc.push(encoded);
    return acc;
  }, []);
  const timcharFirstBytes = new Uint8Array(256);
  for (const t of timchars) timcharFirstBytes[t[0]] = 1;
  return {
    bomSkipped: false,
    bufBytesStart: 0,
    castField: options.cast_function,
    commenting: false,
    delimiterBufPrevious: void 0,
    delimiterDiscovered: false,
    // Current error encountered by a record
    error: void 0,
    enabled: options.from_line === 1,
    escaping: false,
    escapeIsQuote: Buffer.isBuffer(options.escape) && Buffer.isBuffer(options.quote) && Buffer.compare(options.escape, options.quote) === 0,
    // columns can be `false`, `true`, `Array`
    expectedRecordLength: Array.isArray(options.columns) ? options.columns.length : void 0,
    field: new ResizeableBuffer_default(20),
    firstLineToHeaders: options.cast_first_line_to_header,
    needMoreDataSize: Math.max(
      // Skip if the remaining buffer smaller than comment
      options.comment !== null ? options.comment.length : 0,
      ...options.delimiter ? options.delimiter.map((delimiter) => delimiter.length) : [],
      // Auto discovery of delimiter is limited to 1 character
      options.delimiter_auto ? 1 : 0,
      // Skip if the remaining buffer can be escape sequence
      options.quote !== null ? options.quote.length : 0,
      ...timchars.map((t) => t.length)
    ),
    previousBuf: void 0,
    quoting: false,
    stop: false,
    rawBuffer: new ResizeableBuffer_default(100),
    record: [],
    recordHasError: false,
    record_length: 0,
    recordDelimiterMaxLength: options.record_delimiter.length === 0 ? 0 : Math.max(...options.record_delimiter.map((v) => v.length)),
    trimChars: [
      Buffer.from(" ", options.encoding)[0],
      Buffer.from("	", options.encoding)[0]
    ],
    wasQuoting: false,
    wasRowDelimiter: false,
    timchars,
    timcharFirstBytes
  };
}, "init_state");

// node_modules/csv-parse/lib/utils/underscore.js
var underscore = /* @__PURE__ */ __name(function(str) {
  return str.replace(/([A-Z])/g, function(_, match) {
    return "_" + match.toLowerCase();
  });
}, "underscore");

// node_modules/csv-parse/lib/api/normalize_options.js
var normalize_options = /* @__PURE__ */ __name(function(opts) {
  const options = {};
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  if (options.encoding === void 0 || options.encoding === true) {
    options.encoding = "utf8";
  } else if (options.encoding === null || options.encoding === false) {
    options.encoding = null;
  } else if (typeof options.encoding !== "string" && options.encoding !== null) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options.encoding)}`
      ],
      options
    );
  }
  if (options.bom === void 0 || options.bom === null || options.bom === false) {
    options.bom = false;
  } else if (options.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options.bom)}`
      ],
      options
    );
  }
  options.cast_function = null;
  if (options.cast === void 0 || options.cast === null || options.cast === false || options.cast === "") {
    options.cast = void 0;
  } else if (typeof options.cast === "function") {
    options.cast_function = options.cast;
    options.cast = true;
  } else if (options.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options.cast)}`
      ],
      options
    );
  }
  if (options.cast_date === void 0 || options.cast_date === null || options.cast_date === false || options.cast_date === "") {
    options.cast_date = false;
  } else if (options.cast_date === true) {
    options.cast_date = function(value) {
      const date = Date.parse(value);
      return !isNaN(date) ? new Date(date) : value;
    };
  } else if (typeof options.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options.cast_date)}`
      ],
      options
    );
  }
  options.cast_first_line_to_header = void 0;
  if (options.columns === true) {
    options.cast_first_line_to_header = void 0;
  } else if (typeof options.columns === "function") {
    options.cast_first_line_to_header = options.columns;
    options.columns = true;
  } else if (Array.isArray(options.columns)) {
    options.columns = normalize_columns_array(options.columns);
  } else if (options.columns === void 0 || options.columns === null || options.columns === false) {
    options.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options.columns)}`
      ],
      options
    );
  }
  if (options.group_columns_by_name === void 0 || options.group_columns_by_name === null || options.group_columns_by_name === false) {
    options.group_columns_by_name = false;
  } else if (options.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options.group_columns_by_name)}`
      ],
      options
    );
  } else if (options.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated."
      ],
      options
    );
  }
  if (options.comment === void 0 || options.comment === null || options.comment === false || options.comment === "") {
    options.comment = null;
  } else {
    if (typeof options.comment === "string") {
      options.comment = Buffer.from(options.comment, options.encoding);
    }
    if (!Buffer.isBuffer(options.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options.comment)}`
        ],
        options
      );
    }
  }
  if (options.comment_no_infix === void 0 || options.comment_no_infix === null || options.comment_no_infix === false) {
    options.comment_no_infix = false;
  } else if (options.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options.comment_no_infix)}`
      ],
      options
    );
  }
  if (options.delimiter_auto === void 0 || options.delimiter_auto === null || options.delimiter_auto === false) {
    options.delimiter_auto = false;
  } else if (options.delimiter_auto === true) {
    options.delimiter_auto = {};
  } else if (!is_object(options.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options.delimiter_auto)}`
      ],
      options
    );
  }
  if (options.delimiter_auto) {
    if (options.delimiter_auto.preferred === void 0)
      options.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["	".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4
      };
    else if (!is_object(options.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options.delimiter_auto.preferred)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.score === void 0)
      options.delimiter_auto.score = (info2, options2) => {
        return (info2.total - info2.std) * (options2.preferred[info2.char_code] || 1);
      };
    else if (typeof options.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options.delimiter_auto.score)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.size === void 0)
      options.delimiter_auto.size = 2048;
    else if (typeof options.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options.delimiter_auto.size)}`
        ],
        options
      );
    }
  }
  const delimiter_json = JSON.stringify(options.delimiter);
  if (options.delimiter_auto !== false) {
    options.delimiter = [];
  }
  if (!Array.isArray(options.delimiter)) {
    if (options.delimiter === void 0 || options.delimiter === null || options.delimiter === false) {
      options.delimiter = Buffer.from(",", options.encoding);
    }
    options.delimiter = [options.delimiter];
  }
  options.delimiter = options.delimiter.map(function(delimiter) {
    if (typeof delimiter === "string") {
      delimiter = Buffer.from(delimiter, options.encoding);
    }
    if (!Buffer.isBuffer(delimiter) || delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`
        ],
        options
      );
    }
    return delimiter;
  });
  if (options.escape === void 0 || options.escape === true) {
    options.escape = Buffer.from('"', options.encoding);
  } else if (typeof options.escape === "string") {
    options.escape = Buffer.from(options.escape, options.encoding);
  } else if (options.escape === null || options.escape === false) {
    options.escape = null;
  }
  if (options.escape !== null) {
    if (!Buffer.isBuffer(options.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`
      );
    }
  }
  if (options.from === void 0 || options.from === null) {
    options.from = 1;
  } else {
    if (typeof options.from === "string" && /\d+/.test(options.from)) {
      options.from = parseInt(options.from);
    }
    if (Number.isInteger(options.from)) {
      if (options.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`
      );
    }
  }
  if (options.from_line === void 0 || options.from_line === null) {
    options.from_line = 1;
  } else {
    if (typeof options.from_line === "string" && /\d+/.test(options.from_line)) {
      options.from_line = parseInt(options.from_line);
    }
    if (Number.isInteger(options.from_line)) {
      if (options.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`
      );
    }
  }
  if (options.ignore_last_delimiters === void 0 || options.ignore_last_delimiters === null) {
    options.ignore_last_delimiters = false;
  } else if (typeof options.ignore_last_delimiters === "number") {
    options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
    if (options.ignore_last_delimiters === 0) {
      options.ignore_last_delimiters = false;
    }
  } else if (typeof options.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options.ignore_last_delimiters)}`
      ],
      options
    );
  }
  if (options.ignore_last_delimiters === true && options.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option"
      ],
      options
    );
  }
  if (options.info === void 0 || options.info === null || options.info === false) {
    options.info = false;
  } else if (options.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`
    );
  }
  if (options.max_record_size === void 0 || options.max_record_size === null || options.max_record_size === false) {
    options.max_record_size = 0;
  } else if (Number.isInteger(options.max_record_size) && options.max_record_size >= 0) {
  } else if (typeof options.max_record_size === "string" && /\d+/.test(options.max_record_size)) {
    options.max_record_size = parseInt(options.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`
    );
  }
  if (options.objname === void 0 || options.objname === null || options.objname === false) {
    options.objname = void 0;
  } else if (Buffer.isBuffer(options.objname)) {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options.encoding === null) {
    } else {
      options.objname = options.objname.toString(options.encoding);
    }
  } else if (typeof options.objname === "string") {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
  } else if (typeof options.objname === "number") {
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options.objname}`
    );
  }
  if (options.objname !== void 0) {
    if (typeof options.objname === "number") {
      if (options.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field"
        );
      }
    } else {
      if (options.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index"
        );
      }
    }
  }
  if (options.on_record === void 0 || options.on_record === null) {
    options.on_record = void 0;
  } else if (typeof options.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options.on_record)}`
      ],
      options
    );
  }
  if (options.on_skip !== void 0 && options.on_skip !== null && typeof options.on_skip !== "function") {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`
    );
  }
  if (options.quote === null || options.quote === false || options.quote === "") {
    options.quote = null;
  } else {
    if (options.quote === void 0 || options.quote === true) {
      options.quote = Buffer.from('"', options.encoding);
    } else if (typeof options.quote === "string") {
      options.quote = Buffer.from(options.quote, options.encoding);
    }
    if (!Buffer.isBuffer(options.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`
      );
    }
  }
  if (options.raw === void 0 || options.raw === null || options.raw === false) {
    options.raw = false;
  } else if (options.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`
    );
  }
  if (options.record_delimiter === void 0) {
    options.record_delimiter = [];
  } else if (typeof options.record_delimiter === "string" || Buffer.isBuffer(options.record_delimiter)) {
    if (options.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options.record_delimiter)}`
        ],
        options
      );
    }
    options.record_delimiter = [options.record_delimiter];
  } else if (!Array.isArray(options.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options.record_delimiter)}`
      ],
      options
    );
  }
  options.record_delimiter = options.record_delimiter.map(function(rd, i) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options.encoding);
    }
    return rd;
  });
  if (typeof options.relax_column_count === "boolean") {
  } else if (options.relax_column_count === void 0 || options.relax_column_count === null) {
    options.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`
    );
  }
  if (typeof options.relax_column_count_less === "boolean") {
  } else if (options.relax_column_count_less === void 0 || options.relax_column_count_less === null) {
    options.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`
    );
  }
  if (typeof options.relax_column_count_more === "boolean") {
  } else if (options.relax_column_count_more === void 0 || options.relax_column_count_more === null) {
    options.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`
    );
  }
  if (typeof options.relax_quotes === "boolean") {
  } else if (options.relax_quotes === void 0 || options.relax_quotes === null) {
    options.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`
    );
  }
  if (typeof options.skip_empty_lines === "boolean") {
  } else if (options.skip_empty_lines === void 0 || options.skip_empty_lines === null) {
    options.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`
    );
  }
  if (typeof options.skip_records_with_empty_values === "boolean") {
  } else if (options.skip_records_with_empty_values === void 0 || options.skip_records_with_empty_values === null) {
    options.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`
    );
  }
  if (typeof options.skip_records_with_error === "boolean") {
  } else if (options.skip_records_with_error === void 0 || options.skip_records_with_error === null) {
    options.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`
    );
  }
  if (options.rtrim === void 0 || options.rtrim === null || options.rtrim === false) {
    options.rtrim = false;
  } else if (options.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`
    );
  }
  if (options.ltrim === void 0 || options.ltrim === null || options.ltrim === false) {
    options.ltrim = false;
  } else if (options.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`
    );
  }
  if (options.trim === void 0 || options.trim === null || options.trim === false) {
    options.trim = false;
  } else if (options.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`
    );
  }
  if (options.trim === true && opts.ltrim !== false) {
    options.ltrim = true;
  } else if (options.ltrim !== true) {
    options.ltrim = false;
  }
  if (options.trim === true && opts.rtrim !== false) {
    options.rtrim = true;
  } else if (options.rtrim !== true) {
    options.rtrim = false;
  }
  if (options.to === void 0 || options.to === null) {
    options.to = -1;
  } else if (options.to !== -1) {
    if (typeof options.to === "string" && /\d+/.test(options.to)) {
      options.to = parseInt(options.to);
    }
    if (Number.isInteger(options.to)) {
      if (options.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`
      );
    }
  }
  if (options.to_line === void 0 || options.to_line === null) {
    options.to_line = -1;
  } else if (options.to_line !== -1) {
    if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
      options.to_line = parseInt(options.to_line);
    }
    if (Number.isInteger(options.to_line)) {
      if (options.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`
      );
    }
  }
  return options;
}, "normalize_options");

// node_modules/csv-parse/lib/utils/delimiter_discover.js
var delimiter_discover = /* @__PURE__ */ __name(function(records, options) {
  if (!options) {
    ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
  }
  if (typeof records === "string") {
    records = Buffer.from(records);
  }
  if (Buffer.isBuffer(records)) {
    records = ((data) => {
      const records2 = [];
      const parser = transform({ delimiter: [] });
      const push = /* @__PURE__ */ __name((record2) => records2.push(record2), "push");
      const close = /* @__PURE__ */ __name(() => {
      }, "close");
      const error2 = parser.parse(data, true, push, close);
      if (error2 !== void 0) throw error2;
      return records2;
    })(records);
  }
  const info2 = Array(127).fill().map(() => ({ lines: [] }));
  records.map(([record2], line) => {
    for (let i = 0, l = record2.length; i < l; i++) {
      const code2 = record2.charCodeAt(i);
      if (info2[code2].lines[line] === void 0) info2[code2].lines[line] = 0;
      info2[code2].lines[line]++;
    }
  });
  info2.map((info3, i) => {
    info3.char_code = i;
    info3.std = std(info3.lines);
    info3.total = info3.lines.reduce((acc, val) => acc + val, 0);
    info3.preferred = !!options.preferred[i];
    info3.score = options.score(info3, options);
  });
  const result = info2.reduce(
    (acc, info3) => acc.score > info3.score ? acc : info3,
    {}
  );
  return String.fromCharCode(result.char_code);
}, "delimiter_discover");
var std = /* @__PURE__ */ __name(function(array2) {
  const n = array2.length;
  if (n === 0) return 0;
  const mean = array2.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array2.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n
  );
}, "std");

// node_modules/csv-parse/lib/api/index.js
var isRecordEmpty = /* @__PURE__ */ __name(function(record2) {
  return record2.every(
    (field) => field == null || field.toString && field.toString().trim() === ""
  );
}, "isRecordEmpty");
var cr = 13;
var nl = 10;
var boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254])
};
var transform = /* @__PURE__ */ __name(function(original_options = {}) {
  const info2 = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0
  };
  const options = normalize_options(original_options);
  return {
    info: info2,
    original_options,
    options,
    state: init_state(options),
    __needMoreData: /* @__PURE__ */ __name(function(i, bufLen, end) {
      if (end) return false;
      const { encoding, escape, quote } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } = this.state;
      const numOfCharLeft = bufLen - i - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0 ? Buffer.from("\r\n", encoding).length : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape === null ? 0 : escape.length) + quote.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote.length + recordDelimiterMaxLength : 0
      );
      return numOfCharLeft < requiredLength;
    }, "__needMoreData"),
    // Central parser implementation
    parse: /* @__PURE__ */ __name(function(nextBuf, end, push, close) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line
      } = this.options;
      let { comment, escape, quote, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote
      } = this.state;
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === void 0) {
          delimiterBuf = nextBuf;
        } else if (delimiterBufPrevious !== void 0 && nextBuf === void 0) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        nextBuf = void 0;
        if (end || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto)
            )
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = void 0;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === void 0) {
        if (nextBuf === void 0) {
          close();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== void 0 && nextBuf === void 0) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          if (end === false) {
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding2 in boms) {
            if (boms[encoding2].compare(buf, 0, boms[encoding2].length) === 0) {
              const bomLength = boms[encoding2].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              const options2 = normalize_options({
                ...this.original_options,
                encoding: encoding2
              });
              for (const key in options2) {
                this.options[key] = options2[key];
              }
              ({ comment, escape, quote } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        if (this.__needMoreData(pos, bufLen, end)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close();
          return;
        }
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw === true) {
          rawBuffer.append(chr);
        }
        if ((chr === cr || chr === nl) && this.state.wasRowDelimiter === false) {
          this.state.wasRowDelimiter = true;
        }
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          if (escape !== null && this.state.quoting === true && this.__isEscape(buf, pos, chr) && pos + escape.length < bufLen) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape.length)) {
                this.state.escaping = true;
                pos += escape.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape.length - 1;
              continue;
            }
          }
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote.length];
              const isNextChrTrimable = rtrim && this.__isCharTrimable(buf, pos + quote.length);
              const isNextChrComment = comment !== null && this.__compareBytes(comment, buf, pos + quote.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote.length,
                nextChr
              );
              const isNextChrRecordDelimiter = record_delimiter.length === 0 ? this.__autoDiscoverRecordDelimiter(buf, pos + quote.length) : this.__isRecordDelimiter(nextChr, buf, pos + quote.length);
              if (escape !== null && this.__isEscape(buf, pos, chr) && this.__isQuote(buf, pos + escape.length)) {
                pos += escape.length - 1;
              } else if (!nextChr || isNextChrDelimiter || isNextChrRecordDelimiter || isNextChrComment || isNextChrTrimable) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment"
                    ],
                    this.options,
                    this.__infoField()
                  )
                );
                if (err !== void 0) return err;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote);
                pos += quote.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                if (relax_quotes === false) {
                  const info3 = this.__infoField();
                  const bom2 = Object.keys(boms).map(
                    (b) => boms[b].equals(this.state.field.toString()) ? b : false
                  ).filter(Boolean)[0];
                  const err = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info3.column)} at line ${info3.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom2 ? `(${bom2} bom)` : void 0
                      ],
                      this.options,
                      info3,
                      {
                        field: this.state.field
                      }
                    )
                  );
                  if (err !== void 0) return err;
                }
              } else {
                this.state.quoting = true;
                pos += quote.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos
            );
            if (recordDelimiterLength !== 0) {
              const skipCommentLine = this.state.commenting && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
              } else {
                if (this.state.enabled === false && this.info.lines + (this.state.wasRowDelimiter === true ? 1 : 0) >= from_line) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                if (skip_empty_lines === true && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== void 0) return errField;
                this.info.bytes = this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== void 0) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (comment !== null && (comment_no_infix === false || this.state.record.length === 0 && this.state.field.length === 0)) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== void 0) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (max_record_size !== 0 && this.state.record_length + this.state.field.length > max_record_size) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`
                ],
                this.options,
                this.__infoField()
              )
            );
          }
        }
        const lappend = ltrim === false || this.state.quoting === true || this.state.field.length !== 0 || !this.__isCharTrimable(buf, pos);
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end === true) {
        if (this.state.quoting === true) {
          const err = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
          if (err !== void 0) return err;
        } else {
          if (this.state.wasQuoting === true || this.state.record.length !== 0 || this.state.field.length !== 0) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== void 0) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== void 0) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    }, "parse"),
    __onRecord: /* @__PURE__ */ __name(function(push) {
      const {
        columns,
        group_columns_by_name,
        encoding,
        info: info3,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw,
        skip_records_with_empty_values
      } = this.options;
      const { enabled, record: record2 } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      const recordLength = record2.length;
      if (columns === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record2)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record2);
      }
      if (columns === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err = columns === false ? new CsvError(
          "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
          [
            "Invalid Record Length:",
            `expect ${this.state.expectedRecordLength},`,
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record: record2
          }
        ) : new CsvError(
          "CSV_RECORD_INCONSISTENT_COLUMNS",
          [
            "Invalid Record Length:",
            `columns length is ${columns.length},`,
            // rename columns
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record: record2
          }
        );
        if (relax_column_count === true || relax_column_count_less === true && recordLength < this.state.expectedRecordLength || relax_column_count_more === true && recordLength > this.state.expectedRecordLength) {
          this.info.invalid_field_length++;
          this.state.error = err;
        } else {
          const finalErr = this.__error(err);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record2)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        if (columns !== false) {
          const obj = {};
          for (let i = 0, l = record2.length; i < l; i++) {
            if (columns[i] === void 0 || columns[i].disabled) continue;
            if (group_columns_by_name === true && Object.hasOwn(obj, columns[i].name)) {
              if (Array.isArray(obj[columns[i].name])) {
                obj[columns[i].name] = obj[columns[i].name].concat(record2[i]);
              } else {
                obj[columns[i].name] = [obj[columns[i].name], record2[i]];
              }
            } else {
              Object.defineProperty(obj, columns[i].name, {
                value: record2[i],
                enumerable: true,
                writable: true,
                configurable: true
              });
            }
          }
          if (raw === true || info3 === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info3 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [obj[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? obj : [obj[objname], obj],
              push
            );
            if (err) {
              return err;
            }
          }
        } else {
          if (raw === true || info3 === true) {
            const extRecord = Object.assign(
              { record: record2 },
              raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info3 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [record2[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? record2 : [record2[objname], record2],
              push
            );
            if (err) {
              return err;
            }
          }
        }
      }
      this.__resetRecord();
    }, "__onRecord"),
    __firstLineToColumns: /* @__PURE__ */ __name(function(record2) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers = firstLineToHeaders === void 0 ? record2 : firstLineToHeaders.call(null, record2);
        if (!Array.isArray(headers)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers)}`
              ],
              this.options,
              this.__infoField(),
              {
                headers
              }
            )
          );
        }
        const normalizedHeaders = normalize_columns_array(headers);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err) {
        return err;
      }
    }, "__firstLineToColumns"),
    __resetRecord: /* @__PURE__ */ __name(function() {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = void 0;
      this.state.record = [];
      this.state.record_length = 0;
    }, "__resetRecord"),
    __onField: /* @__PURE__ */ __name(function() {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      if (enabled === false) {
        return this.__resetField();
      }
      let field = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field = field.trimRight();
      }
      if (cast === true) {
        const [err, f] = this.__cast(field);
        if (err !== void 0) return err;
        field = f;
      }
      this.state.record.push(field);
      if (max_record_size !== 0 && typeof field === "string") {
        this.state.record_length += field.length;
      }
      this.__resetField();
    }, "__onField"),
    __resetField: /* @__PURE__ */ __name(function() {
      this.state.field.reset();
      this.state.wasQuoting = false;
    }, "__resetField"),
    __push: /* @__PURE__ */ __name(function(record2, push) {
      const { on_record } = this.options;
      if (on_record !== void 0) {
        const info3 = this.__infoRecord();
        try {
          record2 = on_record.call(null, record2, info3);
        } catch (err) {
          return err;
        }
        if (record2 === void 0 || record2 === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record2);
    }, "__push"),
    // Return a tuple with the error and the casted value
    __cast: /* @__PURE__ */ __name(function(field) {
      const { columns, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns);
      if (isColumns === true && relax_column_count && this.options.columns.length <= this.state.record.length) {
        return [void 0, void 0];
      }
      if (this.state.castField !== null) {
        try {
          const info3 = this.__infoField();
          return [void 0, this.state.castField.call(null, field, info3)];
        } catch (err) {
          return [err];
        }
      }
      if (this.__isFloat(field)) {
        return [void 0, parseFloat(field)];
      } else if (this.options.cast_date !== false) {
        const info3 = this.__infoField();
        return [void 0, this.options.cast_date.call(null, field, info3)];
      }
      return [void 0, field];
    }, "__cast"),
    __compareBytes: /* @__PURE__ */ __name(function(sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i = 1; i < sourceLength; i++) {
        if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
      }
      return sourceLength;
    }, "__compareBytes"),
    // Helper to test if a character is trimable
    __isCharTrimable: /* @__PURE__ */ __name(function(buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      const first = buf[pos];
      if (first === void 0 || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i = 0; i < timchars.length; i++) {
        const timchar = timchars[i];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    }, "__isCharTrimable"),
    __isDelimiter: /* @__PURE__ */ __name(function(buf, pos, chr) {
      const { delimiter, ignore_last_delimiters } = this.options;
      if (ignore_last_delimiters === true && this.state.record.length === this.options.columns.length - 1) {
        return 0;
      } else if (ignore_last_delimiters !== false && typeof ignore_last_delimiters === "number" && this.state.record.length === ignore_last_delimiters - 1) {
        return 0;
      }
      loop1: for (let i = 0; i < delimiter.length; i++) {
        const del = delimiter[i];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    }, "__isDelimiter"),
    __isEscape: /* @__PURE__ */ __name(function(buf, pos, chr) {
      const { escape } = this.options;
      if (escape === null) return false;
      const l = escape.length;
      if (escape[0] === chr) {
        for (let i = 0; i < l; i++) {
          if (escape[i] !== buf[pos + i]) {
            return false;
          }
        }
        return true;
      }
      return false;
    }, "__isEscape"),
    __isFloat: /* @__PURE__ */ __name(function(value) {
      return value - parseFloat(value) + 1 >= 0;
    }, "__isFloat"),
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: /* @__PURE__ */ __name(function(buf, pos) {
      const { quote } = this.options;
      if (quote === null) return false;
      const l = quote.length;
      for (let i = 0; i < l; i++) {
        if (quote[i] !== buf[pos + i]) {
          return false;
        }
      }
      return true;
    }, "__isQuote"),
    __isRecordDelimiter: /* @__PURE__ */ __name(function(chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i = 0; i < recordDelimiterLength; i++) {
        const rd = record_delimiter[i];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    }, "__isRecordDelimiter"),
    __autoDiscoverRecordDelimiter: /* @__PURE__ */ __name(function(buf, pos) {
      const { encoding } = this.options;
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding)
      ];
      loop: for (let i = 0; i < rds.length; i++) {
        const l = rds[i].length;
        for (let j = 0; j < l; j++) {
          if (rds[i][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i]);
        this.state.recordDelimiterMaxLength = rds[i].length;
        return rds[i].length;
      }
      return 0;
    }, "__autoDiscoverRecordDelimiter"),
    __error: /* @__PURE__ */ __name(function(msg) {
      const { encoding, raw, skip_records_with_error } = this.options;
      const err = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== void 0) {
          try {
            this.options.on_skip(
              err,
              raw ? this.state.rawBuffer.toString(encoding) : void 0
            );
          } catch (err2) {
            return err2;
          }
        }
        return void 0;
      } else {
        return err;
      }
    }, "__error"),
    __infoDataSet: /* @__PURE__ */ __name(function() {
      return {
        ...this.info,
        columns: this.options.columns
      };
    }, "__infoDataSet"),
    __infoRecord: /* @__PURE__ */ __name(function() {
      const { columns, raw, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns === true,
        index: this.state.record.length,
        raw: raw ? this.state.rawBuffer.toString(encoding) : void 0
      };
    }, "__infoRecord"),
    __infoField: /* @__PURE__ */ __name(function() {
      const { columns } = this.options;
      const isColumns = Array.isArray(columns);
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records,
        column: isColumns === true ? columns.length > this.state.record.length ? columns[this.state.record.length].name : null : this.state.record.length,
        quoting: this.state.wasQuoting
      };
    }, "__infoField")
  };
}, "transform");

// node_modules/csv-parse/lib/sync.js
var parse2 = /* @__PURE__ */ __name(function(data, opts = {}) {
  if (typeof data === "string") {
    data = Buffer.from(data);
  }
  const records = opts && opts.objname ? /* @__PURE__ */ Object.create(null) : [];
  const parser = transform(opts);
  const push = /* @__PURE__ */ __name((record2) => {
    if (parser.options.objname === void 0) records.push(record2);
    else {
      records[record2[0]] = record2[1];
    }
  }, "push");
  const close = /* @__PURE__ */ __name(() => {
  }, "close");
  const error2 = parser.parse(data, true, push, close);
  if (error2 !== void 0) throw error2;
  return records;
}, "parse");

// src/size/budget.ts
var UNITS = {
  "": 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3
};
function parseSize(input, written2) {
  const [, figure = "", unit = ""] = /^\+?\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]*)$/.exec(written2) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  if (figure === "" || factor === void 0)
    throw new UserError(
      "input-size",
      `Input \`${input}\` is "${written2}"; a size reads like 12 MB, 500 kB or 11.5 MiB.`
    );
  return { bytes: Math.round(Number(figure) * factor), written: written2 };
}
__name(parseSize, "parseSize");
function parseIncrease(input, written2) {
  const percent2 = /^\+?\s*(\d+(?:\.\d+)?)\s*%$/.exec(written2);
  return percent2 ? { percent: Number(percent2[1]), written: written2 } : parseSize(input, written2);
}
__name(parseIncrease, "parseIncrease");
function describeOverrun(verdicts) {
  const broken = verdicts.filter((verdict2) => !verdict2.ok);
  if (broken.length === 0) return null;
  const lines = broken.map(({ input, platform: platform2, actual, limit, written: written2 }) => {
    const excess2 = bytes(actual - limit);
    return input === "size-budget" ? `${platform2} downloads ${bytes(actual)}, ${excess2} over \`size-budget\` ${written2}` : `${platform2} grew by ${bytes(actual)}, ${excess2} over \`size-increase\` ${written2}`;
  });
  return `The image is too large: ${lines.join("; ")}. The report shows the layers that grew; raise the budget if that is meant.`;
}
__name(describeOverrun, "describeOverrun");
function judge(budget2, increase, diff2) {
  return diff2.platforms.flatMap(({ platform: platform2, before, after }) => {
    if (!after) return [];
    const verdicts = [];
    if (budget2) {
      const actual = after.download;
      verdicts.push({
        input: "size-budget",
        platform: platform2,
        ok: actual <= budget2.bytes,
        actual,
        limit: budget2.bytes,
        written: budget2.written
      });
    }
    if (increase && before) {
      const limit = "percent" in increase ? Math.floor(before.download * increase.percent / 100) : increase.bytes;
      const actual = after.download - before.download;
      verdicts.push({
        input: "size-increase",
        platform: platform2,
        ok: actual <= limit,
        actual,
        limit,
        written: increase.written
      });
    }
    return verdicts;
  });
}
__name(judge, "judge");

// src/inputs.ts
var CACHE_MODES = ["auto", "read-only", "always", "off"];
var COMMENT_MODES = ["auto", "on-change", "never"];
function readInputs(get) {
  const text3 = /* @__PURE__ */ __name((name) => get(name).trim(), "text");
  const lines = /* @__PURE__ */ __name((name) => list(get(name), { commas: false }), "lines");
  const items = /* @__PURE__ */ __name((name) => list(get(name), { commas: true }), "items");
  return {
    main: text3("main"),
    module: text3("module"),
    image: imageName(text3("image")),
    base: text3("base") || "distroless",
    cache: oneOf("cache", text3("cache") || "auto", CACHE_MODES),
    sizeBudget: text3("size-budget") ? parseSize("size-budget", text3("size-budget")) : null,
    sizeIncrease: text3("size-increase") ? parseIncrease("size-increase", text3("size-increase")) : null,
    comment: oneOf("comment", text3("comment") || "auto", COMMENT_MODES),
    commentKey: text3("comment-key"),
    githubToken: text3("github-token"),
    build: {
      addHosts: items("add-hosts"),
      allow: items("allow"),
      annotations: lines("annotations"),
      attests: lines("attests"),
      buildArgs: lines("build-args"),
      buildContexts: lines("build-contexts"),
      builder: text3("builder"),
      cacheFrom: lines("cache-from"),
      cacheTo: lines("cache-to"),
      call: text3("call"),
      cgroupParent: text3("cgroup-parent"),
      context: text3("context"),
      file: text3("file"),
      labels: lines("labels"),
      load: flag("load", text3("load")),
      network: text3("network"),
      noCache: flag("no-cache", text3("no-cache")),
      noCacheFilters: items("no-cache-filters"),
      outputs: list(get("outputs"), { commas: false, quotes: false }),
      platforms: items("platforms").map(platform),
      provenance: text3("provenance"),
      pull: flag("pull", text3("pull")),
      push: flag("push", text3("push")),
      sbom: text3("sbom"),
      secrets: list(get("secrets"), { commas: false, trim: false }),
      secretEnvs: items("secret-envs"),
      secretFiles: lines("secret-files"),
      shmSize: text3("shm-size"),
      ssh: items("ssh"),
      tags: items("tags").map(tag),
      target: text3("target"),
      ulimit: lines("ulimit")
    }
  };
}
__name(readInputs, "readInputs");
function list(value, options) {
  if (value.trim() === "") return [];
  let records;
  try {
    records = parse2(value, {
      relaxQuotes: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      ...options.quotes === false && { quote: null }
    });
  } catch (error2) {
    throw new UserError("input-list", `Cannot read a list: ${error2.message}. Write one item a line.`);
  }
  return records.flatMap((record2) => options.commas ? record2 : [record2.join(",")]).filter((item) => item !== "").map((item) => options.trim === false ? item : item.trim());
}
__name(list, "list");
function oneOf(name, value, allowed) {
  const found2 = allowed.find((option) => option === value);
  if (found2) return found2;
  throw new UserError("input-value", `Input \`${name}\` is "${value}"; it can be ${allowed.join(", ")}.`);
}
__name(oneOf, "oneOf");
function flag(name, value) {
  if (/^(true|True|TRUE)$/.test(value)) return true;
  if (/^(false|False|FALSE|)$/.test(value)) return false;
  throw new UserError("input-value", `Input \`${name}\` is "${value}"; it can be true or false.`);
}
__name(flag, "flag");
function platform(value) {
  if (/^[a-z0-9]+(\([^)]*\))?(\/[a-z0-9_.]+){0,2}$/i.test(value)) return value;
  throw new UserError("input-platform", `Input \`platforms\` has "${value}"; a platform reads like linux/amd64.`);
}
__name(platform, "platform");
function tag(value) {
  if (/^[^\s,"'-][^\s,"']*$/.test(value)) return value;
  throw new UserError("input-tag", `Input \`tags\` has "${value}"; a tag reads like ghcr.io/me/app:v1.`);
}
__name(tag, "tag");
function imageName(value) {
  if (value === "") return "";
  const [, repository = ""] = /^(?:[^/]*[.:][^/]*\/)?(.*)$/.exec(value) ?? [];
  if (/[:@]/.test(repository))
    throw new UserError(
      "input-image",
      `Input \`image\` is "${value}", which has a tag or digest. Leave it out (tags follow the event) or use \`tags\`.`
    );
  if (/^[a-z0-9][a-z0-9._:/-]*[a-z0-9]$/.test(value)) return value;
  throw new UserError(
    "input-image",
    `Input \`image\` is "${value}"; a reference reads like ghcr.io/me/app, in lower case, without a tag.`
  );
}
__name(imageName, "imageName");

// src/runner/context.ts
function contextFromEnvironment(env, payload) {
  const event = payload ?? {};
  const [owner, name] = (env.GITHUB_REPOSITORY ?? "").split("/");
  const server = env.GITHUB_SERVER_URL ?? "https://github.com";
  const pull = event.pull_request;
  const runId = env.GITHUB_RUN_ID ?? "0";
  return {
    server,
    api: env.GITHUB_API_URL ?? "https://api.github.com",
    repository: owner && name ? {
      owner,
      name,
      defaultBranch: event.repository?.default_branch ?? null,
      private: event.repository?.private ?? false
    } : null,
    event: env.GITHUB_EVENT_NAME ?? "local",
    ref: env.GITHUB_REF ?? "",
    commit: pull?.head?.sha ?? env.GITHUB_SHA ?? null,
    runUrl: owner && name ? `${server}/${owner}/${name}/actions/runs/${runId}` : null,
    runId,
    pullRequest: pull?.number !== void 0 ? {
      number: pull.number,
      baseSha: pull.base?.sha ?? "",
      baseRef: pull.base?.ref ?? "",
      headSha: pull.head?.sha ?? "",
      fork: pull.head?.repo?.full_name !== pull.base?.repo?.full_name
    } : null,
    workspace: env.GITHUB_WORKSPACE ?? process.cwd(),
    temp: env.RUNNER_TEMP ?? "/tmp",
    cacheMode: env.ACTIONS_CACHE_MODE || null
  };
}
__name(contextFromEnvironment, "contextFromEnvironment");
function shortRef(ref) {
  return ref.replace(/^refs\/(heads|tags|pull)\//, "");
}
__name(shortRef, "shortRef");
function isDefaultBranch(context) {
  const branch = context.repository?.defaultBranch;
  return branch !== null && branch !== void 0 && context.ref === `refs/heads/${branch}`;
}
__name(isDefaultBranch, "isDefaultBranch");

// src/run.ts
import { mkdir as mkdir4, rm as rm3 } from "node:fs/promises";
import { join as join10 } from "node:path";

// src/build/csv.ts
function csvRecord(fields) {
  return Object.entries(fields).map(([key, value]) => csvField(`${key}=${value}`)).join(",");
}
__name(csvRecord, "csvRecord");
function csvField(field) {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
__name(csvField, "csvField");
function readCsvRecord(record2) {
  const fields = [...record2.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? ""
  );
  return new Map(
    fields.map((field) => {
      const at = field.indexOf("=");
      return at < 0 ? [field.trim(), ""] : [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1)];
    })
  );
}
__name(readCsvRecord, "readCsvRecord");

// src/build/arguments.ts
function buildArguments(plan) {
  const { inputs } = plan;
  const each = /* @__PURE__ */ __name((flag2, values) => values.map((value) => `--${flag2}=${value}`), "each");
  const one = /* @__PURE__ */ __name((flag2, value) => value === "" ? [] : [`--${flag2}=${value}`], "one");
  return [
    "buildx",
    "build",
    "--progress=plain",
    ...one("builder", inputs.builder),
    ...each("add-host", inputs.addHosts),
    ...each("allow", inputs.allow),
    ...each("annotation", inputs.annotations),
    ...each("build-arg", [...plan.buildArgs, ...inputs.buildArgs]),
    ...each("build-context", inputs.buildContexts),
    ...each("cache-from", inputs.cacheFrom),
    ...each("cache-to", inputs.cacheTo),
    ...one("call", inputs.call),
    ...one("cgroup-parent", inputs.cgroupParent),
    ...each("secret", secretEnvironment(inputs.secretEnvs)),
    ...one("file", plan.file),
    ...each("label", inputs.labels),
    ...each("no-cache-filter", inputs.noCacheFilters),
    ...each("output", outputs(plan)),
    ...one("platform", inputs.platforms.join(",")),
    ...each("attest", attestations(plan)),
    ...each("secret", secretFiles(plan)),
    ...one("shm-size", inputs.shmSize),
    ...each("ssh", inputs.ssh),
    ...each("tag", plan.tags),
    ...one("target", inputs.target),
    ...each("ulimit", inputs.ulimit),
    ...inputs.load ? ["--load"] : [],
    `--metadata-file=${plan.metadataFile}`,
    ...one("network", inputs.network),
    ...inputs.noCache ? ["--no-cache"] : [],
    ...inputs.pull ? ["--pull"] : [],
    ...inputs.push ? ["--push"] : [],
    "--",
    plan.context
  ];
}
__name(buildArguments, "buildArguments");
function outputs(plan) {
  const { inputs, builder, layout } = plan;
  if (inputs.call !== "") return inputs.outputs;
  const asked = inputs.outputs.length > 0 || inputs.load || inputs.push;
  const kept = asked || builder.driver !== "docker" ? [] : ["type=image"];
  return [...inputs.outputs, ...kept, ...layout === null ? [] : [layoutOutput(inputs.outputs, layout)]];
}
__name(outputs, "outputs");
function layoutOutput(userOutputs, dest) {
  const published = userOutputs.map(readCsvRecord).find((fields) => /^(image|registry|oci|docker)$/.test(fields.get("type") ?? ""));
  const alike = ["compression", "compression-level", "force-compression", "oci-mediatypes"].filter((name) => published?.has(name)).map((name) => [name, published.get(name)]);
  return csvRecord({ type: "oci", tar: "false", dest, ...Object.fromEntries(alike) });
}
__name(layoutOutput, "layoutOutput");
function secretEnvironment(pairs) {
  return pairs.map((pair) => {
    const [id, env] = secretPair("secret-envs", pair);
    return csvRecord({ id, env });
  });
}
__name(secretEnvironment, "secretEnvironment");
function secretFiles(plan) {
  const named2 = plan.inputs.secretFiles.map((pair) => {
    const [id, path] = secretPair("secret-files", pair);
    return { id, path };
  });
  return [...plan.secretFiles, ...named2].map(({ id, path }) => csvRecord({ id, src: path }));
}
__name(secretFiles, "secretFiles");
function secretPair(input, pair) {
  const at = pair.indexOf("=");
  if (at > 0 && at < pair.length - 1) return [pair.slice(0, at), pair.slice(at + 1)];
  throw new UserError("input-secret", `Input \`${input}\` has an entry that does not read like key=value.`);
}
__name(secretPair, "secretPair");
function attestations({ inputs, source, noDefaultAttestations }) {
  const typeOf = /* @__PURE__ */ __name((attest) => readCsvRecord(attest).get("type"), "typeOf");
  const provenance = inputs.attests.find((attest) => typeOf(attest) === "provenance");
  const sbom = inputs.attests.find((attest) => typeOf(attest) === "sbom");
  const loads = inputs.load || inputs.outputs.some((output) => readCsvRecord(output).get("type") === "docker");
  const builderId = source.runUrl ? `builder-id=${source.runUrl}` : "";
  const withBuilder = /* @__PURE__ */ __name((attest) => builderId === "" || readCsvRecord(attest).has("builder-id") ? attest : `${attest},${builderId}`, "withBuilder");
  const result = [];
  if (inputs.provenance !== "") result.push(provenanceInput(inputs.provenance, withBuilder));
  else if (provenance) result.push(withBuilder(provenance));
  else if (!noDefaultAttestations && !loads && inputs.call === "" && source.runUrl)
    result.push(withBuilder(`type=provenance,mode=${source.private ? "min,inline-only=true" : "max"}`));
  if (inputs.sbom !== "") result.push(`type=sbom,${booleanAttribute(inputs.sbom)}`);
  else if (sbom) result.push(sbom);
  return [...result, ...inputs.attests.filter((attest) => attest !== provenance && attest !== sbom)];
}
__name(attestations, "attestations");
function provenanceInput(value, withBuilder) {
  const attribute = booleanAttribute(value);
  if (attribute === "disabled=true") return "type=provenance,disabled=true";
  return withBuilder(attribute === "disabled=false" ? "type=provenance" : `type=provenance,${attribute}`);
}
__name(provenanceInput, "provenanceInput");
function booleanAttribute(value) {
  if (/^(true|1|t)$/i.test(value)) return "disabled=false";
  if (/^(false|0|f)$/i.test(value)) return "disabled=true";
  return value;
}
__name(booleanAttribute, "booleanAttribute");

// src/build/build.ts
import { readFile } from "node:fs/promises";

// src/build/progress.ts
var KEPT_LINES = 40;
function followProgress() {
  const steps = /* @__PURE__ */ new Map();
  let failure2 = null;
  return {
    steps: /* @__PURE__ */ __name(() => [...steps.values()], "steps"),
    failure: /* @__PURE__ */ __name(() => failure2, "failure"),
    read(line) {
      const [, id, rest] = /^#(\d+) (.*)$/.exec(line) ?? [];
      if (id === void 0 || rest === void 0) {
        if (line.startsWith("ERROR: ")) failure2 = line.slice("ERROR: ".length);
        return;
      }
      const step = steps.get(id);
      if (!step) return void steps.set(id, { id, name: rest, cached: false, seconds: null, error: null, lines: [] });
      const [, output] = /^\d+\.\d+ (.*)$/.exec(rest) ?? [];
      if (output !== void 0) {
        step.lines.push(output);
        if (step.lines.length > KEPT_LINES) step.lines.shift();
      } else if (rest === "CACHED") step.cached = true;
      else if (rest.startsWith("DONE ")) step.seconds = Number.parseFloat(rest.slice("DONE ".length));
      else if (rest.startsWith("ERROR: ")) step.error = rest.slice("ERROR: ".length);
    }
  };
}
__name(followProgress, "followProgress");
function dockerfileSteps(steps) {
  return steps.filter((step) => /^\[(?!internal\])[^\]]*\d+\/\d+\] /.test(step.name));
}
__name(dockerfileSteps, "dockerfileSteps");
function anyRunExecuted(steps) {
  return dockerfileSteps(steps).some((step) => / RUN /.test(step.name) && !step.cached);
}
__name(anyRunExecuted, "anyRunExecuted");

// src/build/build.ts
async function build(args, metadataFile, execute2, log) {
  const progress = followProgress();
  const { exitCode, seconds: seconds2, stdout } = await log.foreign(
    (print) => execute2("docker", args, {
      onLine: /* @__PURE__ */ __name((line, stream) => {
        print(line);
        if (stream === "stderr") progress.read(line);
      }, "onLine")
    })
  );
  const steps = progress.steps();
  const own = dockerfileSteps(steps);
  const failed = exitCode === 0 ? null : steps.find((step) => step.error !== null) ?? null;
  return {
    steps,
    metadata: exitCode === 0 ? await readMetadata(metadataFile) : {},
    error: exitCode === 0 ? null : progress.failure() ?? failed?.error ?? stdout.split("\n").at(-1) ?? `exit code ${exitCode}`,
    report: {
      outcome: exitCode === 0 ? "success" : "failure",
      seconds: seconds2,
      steps: { total: own.length, cached: own.filter((step) => step.cached).length },
      failure: exitCode === 0 ? null : {
        step: failed?.name ?? null,
        line: failedLine(failed),
        lines: (failed?.lines ?? []).filter((line) => line.trim() !== "").slice(-12)
      }
    }
  };
}
__name(build, "build");
function failedLine(step) {
  const [, line] = /Dockerfile(?:\.\w+)?:(\d+)/.exec(step?.lines.join("\n") ?? "") ?? [];
  return line === void 0 ? null : Number(line);
}
__name(failedLine, "failedLine");
async function readMetadata(file) {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return {};
  }
}
__name(readMetadata, "readMetadata");
function imageId(metadata) {
  return text(metadata["containerimage.config.digest"]) ?? text(metadata["containerimage.digest"]);
}
__name(imageId, "imageId");
function imageDigest(metadata) {
  return text(metadata["containerimage.digest"]);
}
__name(imageDigest, "imageDigest");
function text(value) {
  return typeof value === "string" ? value : null;
}
__name(text, "text");

// src/build/builder.ts
async function inspectBuilder(name, execute2) {
  const [inspected, store] = await Promise.all([
    execute2("docker", ["buildx", "inspect", ...name === "" ? [] : [`--`, name]]).catch(notStarted),
    execute2("docker", ["info", "--format={{json .DriverStatus}}"]).catch(notStarted)
  ]);
  if (inspected.exitCode !== 0) throw noBuilder(name, inspected.stderr || inspected.stdout);
  const driver = /^Driver:\s*(\S+)/m.exec(inspected.stdout)?.[1] ?? "docker";
  if (driver === "docker" && store.exitCode !== 0) throw noBuilder(name, store.stderr || store.stdout);
  return {
    name: /^Name:\s*(\S+)/m.exec(inspected.stdout)?.[1] ?? name,
    driver,
    exportsLayout: driver !== "docker" || store.stdout.includes("io.containerd.snapshotter")
  };
}
__name(inspectBuilder, "inspectBuilder");
function notStarted(error2) {
  if (error2.code !== "ENOENT") throw error2;
  return { exitCode: 127, stdout: "", stderr: "the program `docker` was not found" };
}
__name(notStarted, "notStarted");
function noBuilder(name, output) {
  const reason2 = output.trim().split("\n").at(-1) ?? "";
  return new UserError(
    "no-builder",
    name === "" ? `Docker with buildx does not answer: ${reason2}. Run this step where \`docker buildx inspect\` works.` : `The builder "${name}" does not answer: ${reason2}. \`docker buildx ls\` lists the builders; docker/setup-buildx-action makes one.`
  );
}
__name(noBuilder, "noBuilder");

// src/build/checks.ts
var LintResult = object({
  warnings: optional(
    array(
      object({
        ruleName: string(),
        description: optional(string()),
        url: optional(string()),
        detail: optional(string()),
        location: optional(
          object({
            ranges: optional(
              array(object({ start: object({ line: number() }), end: object({ line: number() }) }))
            )
          })
        )
      })
    )
  )
});
async function checkDockerfile(dockerfile, inputs, source, execute2, help) {
  const { path, shownPath } = dockerfile;
  if (dockerfile.origin === "written" || path === null || source.kind === "remote" || inputs.call !== "") return [];
  const { builder, target, buildArgs } = inputs;
  const options = { builder, target, buildArgs, file: path, context: source.path };
  const findings2 = await help.attempt("BuildKit could not check the Dockerfile", [], () => runChecks(options, execute2)) ?? [];
  for (const { line, endLine, message, rule } of findings2)
    help.annotate(message, {
      title: rule,
      ...shownPath !== null && { file: shownPath },
      ...line !== null && { startLine: line },
      ...endLine !== null && { endLine }
    });
  return findings2;
}
__name(checkDockerfile, "checkDockerfile");
async function runChecks(options, execute2) {
  const { stdout } = await execute2("docker", [
    "buildx",
    "build",
    "--call=check,format=json",
    ...options.builder === "" ? [] : [`--builder=${options.builder}`],
    ...options.buildArgs.map((arg) => `--build-arg=${arg}`),
    ...options.target === "" ? [] : [`--target=${options.target}`],
    `--file=${options.file}`,
    "--",
    options.context
  ]);
  try {
    const { warnings: warnings2 = [] } = parse(LintResult, JSON.parse(stdout));
    return warnings2.map((warning2) => {
      const range = warning2.location?.ranges?.[0];
      return {
        rule: warning2.ruleName,
        severity: "warning",
        line: range?.start.line ?? null,
        endLine: range?.end.line ?? null,
        message: warning2.detail || warning2.description || warning2.ruleName,
        url: warning2.url || null
      };
    });
  } catch {
    return null;
  }
}
__name(runChecks, "runChecks");

// src/build/context.ts
import { readdir, stat } from "node:fs/promises";
import { resolve } from "node:path";
async function buildContext(input, context) {
  const git = gitContext(context);
  if (input === "") {
    const files = await readdir(context.workspace).catch(() => []);
    if (files.length > 0 || git === null) return { kind: "folder", path: context.workspace };
    return { kind: "remote", url: git, ofThisRepository: true };
  }
  if (/^\{\{\s*defaultContext\s*\}\}/.test(input)) {
    if (git === null) throw new UserError("input-context", "Input `context` uses {{defaultContext}} outside of GitHub.");
    return { kind: "remote", url: input.replace(/^\{\{\s*defaultContext\s*\}\}/, git), ofThisRepository: true };
  }
  if (/^(https?:\/\/|git:\/\/|ssh:\/\/|git@|github\.com\/)/.test(input) || input === "-")
    return { kind: "remote", url: input, ofThisRepository: git !== null && input.startsWith(git) };
  const path = resolve(context.workspace, input);
  const found2 = await stat(path).catch(() => null);
  if (!found2?.isDirectory())
    throw new UserError("input-context", `Input \`context\` is "${input}", which is not a folder of the checkout.`);
  return { kind: "folder", path };
}
__name(buildContext, "buildContext");
function gitContext({ server, repository, ref, pullRequest }) {
  if (server === null || repository === null) return null;
  const reference2 = pullRequest ? `refs/pull/${pullRequest.number}/merge` : ref;
  return `${server}/${repository.owner}/${repository.name}.git#${reference2}`;
}
__name(gitContext, "gitContext");

// src/build/plan.ts
import { join as join2 } from "node:path";

// src/build/secrets.ts
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
async function writeSecrets(secrets, folder, mask) {
  if (secrets.length === 0) return [];
  await mkdir(folder, { recursive: true, mode: 448 });
  return await Promise.all(
    secrets.map(async (secret, index) => {
      const [id, value] = secretPair("secrets", secret);
      for (const line of value.split("\n")) if (line.trim() !== "") mask(line);
      const path = join(folder, `${index}`);
      await writeFile(path, value, { mode: 384 });
      return { id: id.trim(), path };
    })
  );
}
__name(writeSecrets, "writeSecrets");
function gitTokenSecret(options) {
  const { token, server, secrets } = options;
  if (token === "" || server === null || secrets.some((secret) => secret.startsWith("GIT_AUTH_TOKEN"))) return [];
  return [`GIT_AUTH_TOKEN.${new URL(server).host}=${token}`];
}
__name(gitTokenSecret, "gitTokenSecret");

// src/build/tags.ts
function tagsFor(image, context) {
  return tagNames(context).map((tag2) => `${image}:${tag2}`);
}
__name(tagsFor, "tagsFor");
function tagNames(context) {
  if (context.pullRequest) return [`pr-${context.pullRequest.number}`];
  const name = shortRef(context.ref);
  if (context.ref.startsWith("refs/tags/")) {
    const [, version, minor, prerelease] = /^v?((\d+\.\d+)\.\d+(-[0-9A-Za-z.-]+)?)$/.exec(name) ?? [];
    if (!version) return [tagName(name)];
    return prerelease ? [version] : [version, minor, "latest"];
  }
  if (context.ref.startsWith("refs/heads/")) {
    const commit = context.commit ? [`sha-${context.commit.slice(0, 7)}`] : [];
    return [tagName(name), ...isDefaultBranch(context) ? commit : []];
  }
  return ["local"];
}
__name(tagNames, "tagNames");
function tagName(name) {
  return name.replace(/[^\w.-]+/g, "-").replace(/^[.-]+/, "").slice(0, 128) || "unnamed";
}
__name(tagName, "tagName");
function versionFor(context) {
  const name = shortRef(context.ref);
  const commit = context.commit?.slice(0, 12);
  const version = context.ref.startsWith("refs/tags/") ? name : commit ?? "dev";
  return version.replace(/[^\w.+-]+/g, "-");
}
__name(versionFor, "versionFor");

// src/build/plan.ts
async function planBuild(options) {
  const { inputs, context, source, builder, temp } = options;
  const ownToken = { token: inputs.githubToken, server: context.server, secrets: inputs.build.secrets };
  const secrets = [
    ...inputs.build.secrets,
    ...source.kind === "remote" && source.ofThisRepository ? gitTokenSecret(ownToken) : []
  ];
  const versionGiven = inputs.build.buildArgs.some((arg) => /^VERSION(=|$)/.test(arg));
  return {
    inputs: inputs.build,
    builder,
    context: source.kind === "folder" ? source.path : source.url,
    file: options.dockerfile ?? inputs.build.file,
    tags: inputs.build.tags.length > 0 || inputs.image === "" ? inputs.build.tags : tagsFor(inputs.image, context),
    buildArgs: options.written && !versionGiven ? [`VERSION=${versionFor(context)}`] : [],
    secretFiles: await writeSecrets(secrets, join2(temp, "secrets"), options.mask),
    metadataFile: join2(temp, "metadata.json"),
    layout: builder.exportsLayout && inputs.build.call === "" ? join2(temp, "layout") : null,
    source: { runUrl: context.runUrl, private: context.repository?.private ?? false },
    noDefaultAttestations: options.noDefaultAttestations
  };
}
__name(planBuild, "planBuild");

// src/cache/caches.ts
import { mkdir as mkdir2, stat as stat2 } from "node:fs/promises";
import { join as join3 } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

// src/dockerfile/mounts.ts
import { posix } from "node:path";

// src/dockerfile/parse.ts
var import_dockerfile_ast = __toESM(require_main(), 1);
function parseDockerfile(text3, buildArgs = []) {
  const given = new Map(buildArgs.filter((arg) => arg.includes("=")).map(splitPair));
  const globals = /* @__PURE__ */ new Map();
  const stages = [];
  for (const node of import_dockerfile_ast.DockerfileParser.parse(text3).getInstructions()) {
    const instruction2 = readInstruction(node);
    if (instruction2.keyword === "FROM") stages.push(readStage(node, instruction2, stages, globals));
    else if (stages.length > 0) stages.at(-1).instructions.push(instruction2);
    else if (instruction2.keyword === "ARG") readGlobalArgs(instruction2.args, given, globals);
  }
  return { text: text3, stages };
}
__name(parseDockerfile, "parseDockerfile");
function lineage(stage) {
  return [stage, ...stage.parent ? lineage(stage.parent) : []];
}
__name(lineage, "lineage");
function rootImage(stage) {
  return lineage(stage).at(-1).base;
}
__name(rootImage, "rootImage");
function targetStage(dockerfile, target) {
  if (dockerfile === null || target === "") return dockerfile?.stages.at(-1) ?? null;
  const named2 = dockerfile.stages.find((stage) => stage.name?.toLowerCase() === target.toLowerCase());
  return named2 ?? (/^\d+$/.test(target) ? dockerfile.stages[Number(target)] ?? null : null);
}
__name(targetStage, "targetStage");
function stageVariables(stage, until, buildArgs) {
  const given = new Map(buildArgs.filter((arg) => arg.includes("=")).map(splitPair));
  const values = /* @__PURE__ */ new Map();
  for (const { instructions } of lineage(stage).reverse())
    for (const instruction2 of instructions) {
      if (instruction2 === until) return values;
      if (instruction2.keyword === "ENV")
        for (const [name, value] of readPairs(instruction2.args)) values.set(name, expand(value, values));
      if (instruction2.keyword === "ARG")
        for (const [name, value] of readPairs(instruction2.args)) {
          const set = given.get(name) ?? (value === "" ? void 0 : expand(value, values));
          if (set !== void 0 && !values.has(name)) values.set(name, set);
        }
    }
  return values;
}
__name(stageVariables, "stageVariables");
function expand(text3, values) {
  return text3.replace(
    /\\\$|\$(?:(\w+)|\{(\w+)(?::?([-+])([^}]*))?\})/g,
    (match, plain2, braced, operator, word = "") => {
      if (match === "\\$") return "$";
      const value = values.get(plain2 ?? braced ?? "") ?? "";
      if (operator === "-") return value || expand(word, values);
      if (operator === "+") return value && expand(word, values);
      return value;
    }
  );
}
__name(expand, "expand");
function readInstruction(node) {
  const range = node.getRange();
  const flags = node instanceof import_dockerfile_ast.ModifiableInstruction ? node.getFlags().map((flag2) => ({ name: flag2.getName(), value: flag2.getValue() ?? "" })) : [];
  const raw = withoutComments(node.getRawArgumentsContent() ?? "");
  return {
    keyword: node.getKeyword(),
    args: raw.replace(/^(--[\w-]+(=("[^"]*"|\S)*)?\s+)+/, "").trim(),
    flags,
    line: range.start.line + 1,
    endLine: range.end.line + 1
  };
}
__name(readInstruction, "readInstruction");
function withoutComments(raw) {
  const [first = "", ...rest] = raw.split(/\r?\n/);
  return [first, ...rest.filter((line) => !/^\s*#/.test(line))].map((line) => line.replace(/[\\`]\s*$/, "").trim()).join(" ");
}
__name(withoutComments, "withoutComments");
function readStage(node, instruction2, stages, globals) {
  const [image = ""] = instruction2.args.split(/\s+/);
  const base = expand(image, globals);
  const parent = stages.findLast((stage) => stage.name !== null && stage.name.toLowerCase() === base.toLowerCase());
  return {
    name: node.getBuildStage(),
    base,
    parent: parent ?? null,
    platform: instruction2.flags.find((flag2) => flag2.name === "platform")?.value ?? null,
    line: instruction2.line,
    instructions: []
  };
}
__name(readStage, "readStage");
function readGlobalArgs(args, given, globals) {
  for (const [name, value] of readPairs(args)) {
    const set = given.get(name) ?? expand(value, globals);
    if (set !== "") globals.set(name, set);
  }
}
__name(readGlobalArgs, "readGlobalArgs");
function readPairs(args) {
  if (!/^[\w.-]+=/.test(args)) {
    const [name = "", ...words] = args.split(/\s+/);
    return name === "" ? [] : words.length > 0 && !args.includes("=") ? [[name, words.join(" ")]] : args.split(/\s+/).map(splitPair);
  }
  return [...args.matchAll(/([\w.-]+)(?:=((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])*))?/g)].map((match) => [
    match[1],
    (match[2] ?? "").replace(
      /"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
      (_, double, single) => double ?? single ?? ""
    )
  ]);
}
__name(readPairs, "readPairs");
function splitPair(text3) {
  const at = text3.indexOf("=");
  return at < 0 ? [text3, ""] : [text3.slice(0, at), text3.slice(at + 1)];
}
__name(splitPair, "splitPair");

// src/dockerfile/mounts.ts
var GOLANG = { GOPATH: "/go", HOME: "/root" };
function findGoCacheMounts(dockerfile, buildArgs) {
  const found2 = [];
  for (const stage of dockerfile.stages)
    for (const run2 of stage.instructions.filter(({ keyword: keyword2 }) => keyword2 === "RUN")) {
      const variables = stageVariables(stage, run2, buildArgs);
      const places = goCachePlaces(variables);
      for (const mount of cacheMounts(run2, variables))
        for (const kind of ["modules", "build"]) {
          const within = posix.relative(mount.target, places[kind]);
          const known = found2.find((other) => other.kind === kind);
          if (within.startsWith("..")) continue;
          if (known) {
            known.wantsZips ||= kind === "modules" && known.options === mount.options && downloads(run2);
            continue;
          }
          const root = lineage(stage).at(-1);
          found2.push({
            kind,
            ...mount,
            within: within || ".",
            image: rootImage(stage),
            platform: root.platform,
            user: userAt(stage, run2),
            wantsZips: kind === "modules" && downloads(run2),
            line: run2.line
          });
        }
    }
  return found2;
}
__name(findGoCacheMounts, "findGoCacheMounts");
function goCachePlaces(variables) {
  const home = variables.get("HOME") ?? GOLANG.HOME;
  const gopath = (variables.get("GOPATH") ?? GOLANG.GOPATH).split(":")[0];
  return {
    modules: variables.get("GOMODCACHE") ?? posix.join(gopath, "pkg/mod"),
    build: variables.get("GOCACHE") ?? posix.join(variables.get("XDG_CACHE_HOME") ?? posix.join(home, ".cache"), "go-build")
  };
}
__name(goCachePlaces, "goCachePlaces");
function cacheMounts(run2, variables) {
  return run2.flags.filter((flag2) => flag2.name === "mount").map((flag2) => expand(flag2.value, variables)).map((options) => ({ options, fields: new Map(options.split(",").map((field) => splitField(field))) })).filter(({ fields }) => fields.get("type") === "cache" && !fields.has("from")).map(({ options, fields }) => ({
    options,
    target: posix.normalize(fields.get("target") ?? fields.get("dst") ?? fields.get("destination") ?? "")
  })).filter(({ target }) => target.startsWith("/"));
}
__name(cacheMounts, "cacheMounts");
function splitField(field) {
  const [name = "", ...value] = field.split("=");
  return [name.trim().toLowerCase(), value.join("=")];
}
__name(splitField, "splitField");
function downloads(run2) {
  return /\bgo\s+mod\s+(download|verify|vendor)\b/.test(run2.args);
}
__name(downloads, "downloads");
function userAt(stage, until) {
  let user = "";
  for (const { instructions } of lineage(stage).reverse())
    for (const instruction2 of instructions) {
      if (instruction2 === until) return user;
      if (instruction2.keyword === "USER") user = instruction2.args;
    }
  return user;
}
__name(userAt, "userAt");

// src/cache/keys.ts
var FORMAT = "1";
function modulesKey(parts) {
  return keyOf("modules", "go-image-mod", [
    { name: "go.sum", value: parts.goSum },
    { name: "image", value: parts.imageKey }
  ]);
}
__name(modulesKey, "modulesKey");
function buildKey(parts) {
  return keyOf("build", "go-image-build", [
    { name: "go", value: parts.goImage },
    { name: "platforms", value: parts.platforms.join("+") || "builder" },
    { name: "image", value: parts.imageKey },
    { name: "go.sum", value: parts.goSum },
    { name: "commit", value: parts.commit?.slice(0, 12) ?? "none" }
  ]);
}
__name(buildKey, "buildKey");
function keyOf(kind, name, parts) {
  const prefix2 = `${name}-${FORMAT}-`;
  const values = parts.map((part2) => clean(part2.value));
  const upTo = /* @__PURE__ */ __name((count2) => `${prefix2}${values.slice(0, count2).map((value) => `${value}-`).join("")}`, "upTo");
  const restoreKeys = values.map((_, index) => upTo(values.length - 1 - index));
  return { kind, key: upTo(values.length).slice(0, -1), restoreKeys, parts };
}
__name(keyOf, "keyOf");
function clean(value) {
  return value.replace(/[^\w.+:@/]+/g, "_").slice(0, 100);
}
__name(clean, "clean");

// src/cache/caches.ts
var ANSWER_MS = 1500;
function planCaches(options) {
  const { dockerfile, inputs, goSum, imageKey, context, trust, help } = options;
  if (dockerfile === null || inputs.cache === "off" || inputs.build.call !== "") return [];
  const mounts = findGoCacheMounts(dockerfile, inputs.build.buildArgs);
  if (mounts.length > 0 && inputs.build.noCache) {
    help.warn("`no-cache` empties the cache mounts, so Go's caches are left out of this build.");
    return [];
  }
  return mounts.map((mount) => {
    const parts = { goImage: mount.image, platforms: inputs.build.platforms, imageKey, goSum, commit: context.commit };
    const key = mount.kind === "modules" ? modulesKey(parts) : buildKey(parts);
    return {
      mount,
      key,
      report: {
        kind: mount.kind,
        key: key.key,
        matchedKey: null,
        hit: trust.restore ? "none" : "off",
        restoredBytes: null,
        savedBytes: null,
        seconds: { download: null, in: null, out: null },
        added: null,
        verdict: trust.restore ? "no entry yet" : `not restored: ${trust.reason}`
      }
    };
  });
}
__name(planCaches, "planCaches");
async function cachesIn(caches2, trust, tools) {
  if (caches2.length === 0) return;
  try {
    await bringIn(caches2, trust, tools);
  } catch (error2) {
    if (tools.signal.aborted) throw error2;
    tools.warn(`Go's caches could not be put into the builder, the build starts cold: ${messageOf(error2)}`);
    for (const { report: report2 } of caches2) {
      report2.hit = "none";
      report2.verdict = "could not be put into the builder";
    }
  }
}
__name(cachesIn, "cachesIn");
async function bringIn(caches2, trust, tools) {
  const probing = tools.transfer.probe(caches2.map((cache2) => cache2.mount));
  probing.catch(() => {
  });
  const early = await Promise.race([probing, delay(ANSWER_MS, null)]);
  const isWarm = /* @__PURE__ */ __name((states2, cache2) => states2?.get(cache2.mount.kind) === "warm", "isWarm");
  const archives = join3(tools.temp, "restored");
  await mkdir2(archives, { recursive: true });
  const asked = trust.restore ? caches2.filter((cache2) => !isWarm(early, cache2)) : [];
  await Promise.all(asked.map((cache2) => download(cache2, archives, tools)));
  const states = await probing;
  for (const cache2 of caches2)
    if (isWarm(states, cache2)) {
      cache2.report.hit = "warm";
      cache2.report.verdict = "the builder has it already: left as it is";
    }
  const found2 = caches2.filter((cache2) => cache2.report.matchedKey !== null && !isWarm(states, cache2));
  if (found2.length === 0) return;
  const started = performance.now();
  await tools.transfer.unpack(
    found2.map((cache2) => cache2.mount),
    archives
  );
  for (const { report: report2 } of found2) report2.seconds.in = (performance.now() - started) / 1e3;
}
__name(bringIn, "bringIn");
async function download({ key, report: report2 }, archives, tools) {
  const started = performance.now();
  const file = join3(archives, `${key.kind}.tar`);
  try {
    const matched = await tools.store.restore(`${key.kind}.tar`, key.key, key.restoreKeys, file);
    if (matched === null) return;
    report2.matchedKey = matched;
    report2.restoredBytes = (await stat2(file)).size;
    report2.hit = matched === key.key ? "exact" : "older";
    report2.verdict = matched === key.key ? "restored" : "restored from an older entry";
  } catch (error2) {
    if (tools.signal.aborted) throw error2;
    tools.warn(`The ${key.kind} cache could not be downloaded: ${messageOf(error2)}`);
    report2.verdict = "the download failed";
  } finally {
    report2.seconds.download = (performance.now() - started) / 1e3;
  }
}
__name(download, "download");
async function cachesOut(caches2, trust, ran, tools) {
  const wanted = caches2.filter(({ report: report2 }) => report2.hit !== "warm");
  if (wanted.length === 0) return [];
  if (!ran) {
    for (const { report: report2 } of wanted) report2.verdict += "; every step came from the layer cache, nothing to save";
    return [];
  }
  if (!trust.save && !trust.restore) return [];
  try {
    return await takeOut(wanted, trust, tools);
  } catch (error2) {
    if (tools.signal.aborted) throw error2;
    tools.warn(`Go's caches could not be taken out of the builder, nothing is saved: ${messageOf(error2)}`);
    return [];
  }
}
__name(cachesOut, "cachesOut");
async function takeOut(caches2, trust, tools) {
  const folder = join3(tools.temp, "packed");
  await mkdir2(folder, { recursive: true });
  const started = performance.now();
  const packed = await tools.transfer.pack(
    caches2.map((cache2) => cache2.mount),
    trust.save ? folder : null
  );
  const saves = [];
  for (const { key, report: report2 } of caches2) {
    const result = packed.find((candidate) => candidate.kind === key.kind);
    report2.seconds.out = (performance.now() - started) / 1e3;
    if (!result) continue;
    const lost = report2.matchedKey !== null && !result.stamped;
    report2.added = lost ? null : result.added;
    const file = join3(folder, `${key.kind}.tar`);
    const bytes3 = (await stat2(file).catch(() => null))?.size ?? 0;
    const refused = lost ? "not saved: the builder dropped what had been restored (its garbage collection)" : result.added === 0 ? "nothing to save" : !trust.save ? `not saved: ${trust.reason}` : report2.hit === "exact" ? "not saved: this key exists, and entries cannot change" : bytes3 === 0 ? "not saved: nothing came out of the builder" : null;
    report2.verdict = `${describe(report2, result)}; ${refused ?? "saved after the job"}`;
    if (refused !== null) continue;
    report2.savedBytes = bytes3;
    saves.push({ name: `${key.kind}.tar`, key: key.key, file });
  }
  return saves;
}
__name(takeOut, "takeOut");
function describe(report2, { added: added3, total: total2 }) {
  if (report2.kind === "modules")
    return report2.matchedKey === null ? `${total2} modules downloaded` : `${added3} of ${total2} modules downloaded`;
  return report2.matchedKey === null ? `${total2} results compiled` : `${added3} results compiled, ${Math.max(total2 - added3, 0)} of ${total2} were there`;
}
__name(describe, "describe");

// src/cache/portable.ts
import { randomUUID } from "node:crypto";
import { mkdir as mkdir3, rename, rm, writeFile as writeFile2 } from "node:fs/promises";
import { join as join4, posix as posix2 } from "node:path";

// src/cache/scripts.ts
var STAMP = ".go-image-stamp";
var PROBE = `set -eu
while [ $# -gt 0 ]; do
  if [ -n "$(ls -A "$2" 2>/dev/null | grep -v '^${STAMP}$' | head -n 1)" ]; then echo "go-image $1 warm"; else echo "go-image $1 empty"; fi
  shift 2
done
`;
var UNPACK = `set -eu
while [ $# -gt 0 ]; do
  mkdir -p "$2"
  cd "$2"
  if [ "$1" = build ]; then tar -xmf "/.go-image/$1.tar"; date +%s >trim.txt; else tar -xf "/.go-image/$1.tar"; fi
  touch "${STAMP}"
  echo "go-image $1 unpacked"
  shift 2
done
`;
var PACK = `set -eu
mkdir -p /out
while [ $# -gt 0 ]; do
  kind=$1 dir=$2 keep=$3
  shift 3
  added=0 total=0 stamped=no
  if cd "$dir" 2>/dev/null; then
    if [ "$kind" = build ]; then
      find . \\( -path ./fuzz -o -name "${STAMP}" -o -name trim.txt \\) -prune -o -type f -print >/tmp/list
      counted='-a$'
    else
      find . \\( -path ./cache/vcs -o -name '*.lock' -o -name lock -o -name "${STAMP}" \\) -prune -o -type f -print >/tmp/all
      if [ "$keep" = all ]; then mv /tmp/all /tmp/list; else grep -v '^\\./cache/download/.*\\.zip$' /tmp/all >/tmp/list || true; fi
      counted='\\.ziphash$'
    fi
    total=$(grep -c -- "$counted" /tmp/list || true)
    if [ -e "${STAMP}" ]; then
      stamped=yes
      added=$(find . -type f -newer "${STAMP}" | grep -c -- "$counted" || true)
    else
      added=$total
    fi
    if [ "$keep" != count ] && [ "$added" -gt 0 ]; then tar -cf "/out/$kind.tar" -T /tmp/list; fi
  fi
  echo "go-image $kind $added $total $stamped"
done
`;

// src/cache/portable.ts
function portableTransfer(settings, execute2) {
  const solve = /* @__PURE__ */ __name((name, script, mounts, words, more2) => runSolve({ name, script, mounts, words, files: null, output: null, ...more2 }, settings, execute2), "solve");
  return {
    async probe(mounts) {
      const answers = await solve("probe", PROBE, mounts, mounts.flatMap(pairOf), {});
      return new Map(answers.map(([kind, state]) => [kind, state]));
    },
    async unpack(mounts, archives) {
      await solve("unpack", UNPACK, mounts, mounts.flatMap(pairOf), { files: archives });
    },
    async pack(mounts, folder) {
      const words = mounts.flatMap((mount) => [
        ...pairOf(mount),
        folder === null ? "count" : mount.wantsZips ? "all" : "no-zips"
      ]);
      const answers = await solve("pack", PACK, mounts, words, { output: folder });
      return answers.map(([kind, added3, total2, stamped]) => ({
        kind,
        added: Number(added3),
        total: Number(total2),
        stamped: stamped === "yes"
      }));
    }
  };
}
__name(portableTransfer, "portableTransfer");
function pairOf(mount) {
  return [mount.kind, posix2.join(mount.target, mount.within)];
}
__name(pairOf, "pairOf");
async function runSolve(solve, settings, execute2) {
  const folder = join4(settings.temp, `${solve.name}-${randomUUID()}`);
  const files = solve.files ?? join4(folder, "files");
  await mkdir3(join4(folder, "context"), { recursive: true });
  await mkdir3(files, { recursive: true });
  try {
    await writeFile2(join4(files, `${solve.name}.sh`), solve.script);
    await writeFile2(join4(folder, "Dockerfile"), solveDockerfile(solve));
    const progress = followProgress();
    const args = [
      "buildx",
      "build",
      "--progress=plain",
      ...settings.builder === "" ? [] : [`--builder=${settings.builder}`],
      ...settings.buildContexts.map((context) => `--build-context=${context}`),
      `--build-context=go-image-files=${files}`,
      // A changed argument makes the step run again; --no-cache-filter would empty the mounts instead.
      `--build-arg=GO_IMAGE_NONCE=${randomUUID()}`,
      "--provenance=false",
      `--file=${join4(folder, "Dockerfile")}`,
      `--output=${solve.output === null ? "type=cacheonly" : `type=local,dest=${folder}/out`}`,
      "--",
      join4(folder, "context")
    ];
    const { exitCode } = await execute2("docker", args, { onLine: /* @__PURE__ */ __name((line) => progress.read(line), "onLine") });
    if (exitCode !== 0) throw new Error(progress.failure() ?? `docker buildx build ended with exit code ${exitCode}`);
    if (solve.output !== null)
      for (const { kind } of solve.mounts)
        await rename(join4(folder, "out", `${kind}.tar`), join4(solve.output, `${kind}.tar`)).catch(() => {
        });
    return progress.steps().flatMap((step) => step.lines).filter((line) => line.startsWith("go-image ")).map((line) => line.split(" ").slice(1));
  } finally {
    await rm(folder, { recursive: true, force: true });
    if (solve.files) await rm(solve.files, { recursive: true, force: true });
  }
}
__name(runSolve, "runSolve");
function solveDockerfile({ name, mounts, words, output }) {
  const [{ image, platform: platform2, user }] = mounts;
  const options = [...new Set(mounts.map((mount) => writable(mount.options)))];
  return [
    `FROM ${platform2 ? `--platform=${platform2} ` : ""}${image} AS go`,
    ...user === "" ? [] : [`USER ${user}`],
    "ARG GO_IMAGE_NONCE",
    "RUN --network=none \\",
    ...options.map((option) => `    --mount=${option} \\`),
    "    --mount=type=bind,from=go-image-files,target=/.go-image \\",
    `    ${JSON.stringify(["sh", `/.go-image/${name}.sh`, ...words])}`,
    ...output === null ? [] : ["FROM scratch", "COPY --from=go /out/ /"],
    ""
  ].join("\n");
}
__name(solveDockerfile, "solveDockerfile");
function writable(options) {
  return options.split(",").filter((field) => !/^(ro|readonly|rw|readwrite)(=.*)?$/.test(field.trim())).join(",");
}
__name(writable, "writable");

// src/cache/trust.ts
function decideTrust({ event, ref, mode, platformMode }) {
  const decided = byInput(event, ref, mode);
  if (platformMode === null) return decided;
  const restore = decided.restore && (platformMode === "read" || platformMode === "write");
  const save = decided.save && (platformMode === "write" || platformMode === "write-only");
  if (restore === decided.restore && save === decided.save) return decided;
  return { restore, save, reason: `the workflow's cache-mode is ${platformMode}` };
}
__name(decideTrust, "decideTrust");
function byInput(event, ref, mode) {
  if (mode === "off") return { restore: false, save: false, reason: "input `cache` is off" };
  if (mode === "always") return { restore: true, save: true, reason: "input `cache` is always" };
  if (mode === "read-only") return { restore: true, save: false, reason: "input `cache` is read-only" };
  if (event === "release" || ref.startsWith("refs/tags/"))
    return { restore: false, save: false, reason: "releases are compiled from nothing but their sources" };
  if (/^(pull_request|pull_request_target|issue_comment|workflow_run|merge_group)$/.test(event))
    return { restore: true, save: false, reason: `${event} reads what branches saved and saves nothing` };
  return { restore: true, save: true, reason: `${event} on a branch` };
}
__name(byInput, "byInput");

// src/dockerfile/choose.ts
import { readFile as readFile2, writeFile as writeFile3 } from "node:fs/promises";
import { join as join5, relative, resolve as resolve2 } from "node:path";

// ../../tmp/stubs/inspect.ts
async function inspectProject(o) {
  const { readFileSync: readFileSync2 } = await import("node:fs");
  const mod = readFileSync2(o.root + "/go.mod", "utf8").match(/module (\S+)/)[1];
  const isNotes = mod.endsWith("notes");
  const dir = isNotes ? "cmd/notes" : ".";
  const main = { importPath: isNotes ? mod + "/cmd/notes" : mod, dir, moduleDir: ".", shipping: true, reason: "the only command", evidence: { file: dir + "/main.go", line: 1 }, versionVariables: [{ name: "version", evidence: { file: dir + "/main.go", line: 5 } }], ports: [{ port: 8080, evidence: { file: dir + "/main.go", line: 9 } }] };
  return { schema: 1, modules: [{ dir: ".", path: mod, go: "1.27", toolchain: null, goSum: true, vendor: false, localReplaces: [], lines: { module: 1, go: 3, toolchain: null } }], workspace: null, mains: [main], decision: { kind: "build", main, moduleDir: ".", reason: "the only command" }, cgo: { needed: false, evidence: [] }, embeds: isNotes ? [{ dir: "internal/web", patterns: ["page"], missing: [], evidence: { file: "x", line: 1 } }] : [], pgo: null, ownDockerfile: null, warnings: [] };
}
__name(inspectProject, "inspectProject");
function describeCandidates() {
  return "x";
}
__name(describeCandidates, "describeCandidates");

// src/dockerfile/write.ts
import { posix as posix3 } from "node:path";

// ../../tmp/stubs/release.ts
function builderRelease() {
  return { tag: "1.27", exact: false, reason: "stub", evidence: null };
}
__name(builderRelease, "builderRelease");

// src/dockerfile/bases.ts
var FINAL_BASES = {
  distroless: {
    reference: "gcr.io/distroless/static-debian13:nonroot",
    user: "65532:65532",
    certificates: true,
    reason: "no shell, CA certificates, time zones and a non-root user in 2 MB"
  },
  scratch: {
    reference: "scratch",
    user: "65532:65532",
    certificates: false,
    reason: "nothing but the program and CA certificates"
  },
  alpine: {
    reference: "alpine:3.24",
    user: "65532:65532",
    certificates: true,
    reason: "a shell and a package manager at hand"
  }
};
function finalBase(input) {
  const known = FINAL_BASES[input];
  if (known) return known;
  return { reference: input, user: "65532:65532", certificates: true, reason: "named by the input `base`" };
}
__name(finalBase, "finalBase");

// src/dockerfile/ignore.ts
var NATIVE_SOURCES = [
  "s",
  "S",
  "sx",
  "h",
  "hh",
  "hpp",
  "hxx",
  "c",
  "cc",
  "cpp",
  "cxx",
  "m",
  "f",
  "F",
  "for",
  "f90",
  "syso"
];
function writeIgnoreFile(project) {
  const vendored = project.modules.filter((module) => module.vendor).map((module) => inFolder(module.dir, "vendor"));
  return `${[
    "# Everything stays out of the build context but what `go build` reads.",
    "*",
    "!**/*.go",
    "!**/go.mod",
    "!**/go.sum",
    ...project.workspace ? [`!${project.workspace.file}`, `!${project.workspace.file}.sum`] : [],
    ...NATIVE_SOURCES.map((extension) => `!**/*.${extension}`),
    "!**/default.pgo",
    "**/*_test.go",
    "**/testdata",
    ".git",
    "**/node_modules",
    ...vendored.map((dir) => `!${dir}`),
    ...unique(project.embeds.flatMap(embedded))
  ].join("\n")}
`;
}
__name(writeIgnoreFile, "writeIgnoreFile");
function embedded(embed) {
  return embed.patterns.flatMap((pattern) => {
    const path = inFolder(embed.dir, pattern.replace(/^all:/, ""));
    return path === "." ? [`!${embed.dir === "." ? "**" : embed.dir}`] : [`!${path}`, `!${path}/**`];
  });
}
__name(embedded, "embedded");
function inFolder(dir, name) {
  return dir === "." ? name : `${dir}/${name}`;
}
__name(inFolder, "inFolder");
function unique(lines) {
  return [...new Set(lines)];
}
__name(unique, "unique");

// src/dockerfile/write.ts
var GO_ARGUMENTS = [
  ...["GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE", "GOFLAGS", "GOTOOLCHAIN"],
  ...["GOAMD64", "GOARM64", "GOEXPERIMENT", "GOFIPS140"]
];
function writeDockerfile(project, options) {
  if (project.decision.kind !== "build") throw new Error(`no main package was chosen: ${project.decision.kind}`);
  const { main, moduleDir } = project.decision;
  const module = project.modules.find((candidate) => candidate.dir === moduleDir);
  if (project.cgo.needed) throw cgoNeeded(project);
  const release = builderRelease(module);
  const base = finalBase(options.base);
  const name = programName(main);
  const version = main.versionVariables.find((variable) => /^(build|app)?version$/i.test(variable.name));
  const port = main.ports[0];
  const dockerfile = [
    `FROM --platform=$BUILDPLATFORM golang:${release.tag}-alpine AS build`,
    `WORKDIR ${posix3.join("/src", moduleDir)}`,
    `ARG ${["TARGETOS", "TARGETARCH", "TARGETVARIANT", ...goArguments(options.buildArgs)].join(" ")}`,
    ...version ? ["ARG VERSION=dev"] : [],
    "RUN --mount=type=bind,target=/src \\",
    "    --mount=type=cache,id=gomod,target=/go/pkg/mod \\",
    "    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \\",
    "    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \\",
    `    go build -trimpath -buildvcs=false -ldflags="-s${version ? ` -X main.${version.name}=$VERSION` : ""}" \\`,
    `      -o /out/${name} ${packageArgument(main, moduleDir)} \\`,
    // A fixed time makes the layer of an unchanged program the same bytes on every machine.
    `    && touch -d @0 /out/${name}`,
    "",
    `FROM ${base.reference}`,
    ...base.certificates ? [] : ["COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/"],
    `COPY --from=build /out/${name} /${name}`,
    `USER ${base.user}`,
    ...port ? [`EXPOSE ${port.port}`] : [],
    `ENTRYPOINT ["/${name}"]`,
    ""
  ].join("\n");
  return { dockerfile, ignore: writeIgnoreFile(project), choices: choices(project, main, base, release) };
}
__name(writeDockerfile, "writeDockerfile");
function choices(project, main, base, release) {
  const at = /* @__PURE__ */ __name((evidence) => evidence ? [{ file: evidence.file, line: evidence.line }] : [], "at");
  const version = main.versionVariables.find((variable) => /^(build|app)?version$/i.test(variable.name));
  const port = main.ports[0];
  return [
    { what: "builder", choice: `golang:${release.tag}-alpine`, reason: release.reason, evidence: at(release.evidence) },
    { what: "cgo", choice: "off", reason: 'no package of the program imports "C" for linux', evidence: [] },
    { what: "base", choice: base.reference, reason: base.reason, evidence: [] },
    { what: "user", choice: base.user, reason: "numeric and not root, as Kubernetes wants it", evidence: [] },
    ...version ? [
      {
        what: "version",
        choice: `-X main.${version.name}`,
        reason: "set to the version of this build",
        evidence: at(version.evidence)
      }
    ] : [],
    ...port ? [{ what: "port", choice: `${port.port}`, reason: "the program listens there", evidence: at(port.evidence) }] : [],
    ...project.pgo ? [{ what: "pgo", choice: project.pgo, reason: "Go uses the profile beside main", evidence: [] }] : []
  ];
}
__name(choices, "choices");
function programName(main) {
  const name = main.importPath.replace(/\/v\d+$/, "").split("/").at(-1);
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return name;
  throw new UserError(
    "main-name",
    `The package ${main.importPath} ends in "${name}", which cannot name a program file.`
  );
}
__name(programName, "programName");
function packageArgument(main, moduleDir) {
  const path = posix3.relative(moduleDir, main.dir);
  if (!/^[\w./+~-]*$/.test(path))
    throw new UserError("main-path", `The folder "${main.dir}" has characters that a Dockerfile cannot carry safely.`);
  return path === "" ? "." : `./${path}`;
}
__name(packageArgument, "packageArgument");
function goArguments(buildArgs) {
  const given = new Set(buildArgs.map((arg) => arg.split("=")[0]));
  return GO_ARGUMENTS.filter((name) => given.has(name));
}
__name(goArguments, "goArguments");
function cgoNeeded(project) {
  const [first] = project.cgo.evidence;
  const where2 = first ? `${first.file}:${first.line}` : "a package";
  return new UserError(
    "cgo-needed",
    `${where2} imports "C" for linux, and no Dockerfile is written for cgo yet. Add a Dockerfile of your own; this action builds it with the same caches.`
  );
}
__name(cgoNeeded, "cgoNeeded");

// src/dockerfile/choose.ts
async function chooseDockerfile(options) {
  const { source, workspace, inputs } = options;
  const { file, buildArgs } = inputs.build;
  if (source.kind === "remote")
    return { origin: "repository", path: null, shownPath: null, text: null, model: null, choices: [] };
  const path = file === "" ? join5(source.path, "Dockerfile") : resolve2(workspace, file);
  const text3 = await readFile2(path, "utf8").catch((error2) => {
    if (error2.code === "ENOENT") return null;
    throw new UserError("file-unreadable", `The Dockerfile ${path} cannot be read: ${error2.message}`);
  });
  if (text3 === null && file !== "")
    throw new UserError(
      "file-missing",
      `Input \`file\` is "${file}", which does not exist. Correct it, or leave it out to have a Dockerfile written.`
    );
  if (text3 === null) return await written(options, source.path);
  return {
    origin: "repository",
    path,
    shownPath: relative(workspace, path),
    text: null,
    model: parseDockerfile(text3, buildArgs),
    choices: []
  };
}
__name(chooseDockerfile, "chooseDockerfile");
async function written({ project, inputs, temp }, folder) {
  if (project === null) throw new UserError("no-go-mod", `There is neither a Dockerfile nor a go.mod in ${folder}.`);
  const { decision: decision2 } = project;
  if (decision2.kind === "choose") throw new UserError(decision2.code, describeCandidates(decision2));
  if (decision2.kind === "refuse") throw new UserError(decision2.code, decision2.reason);
  const { buildArgs } = inputs.build;
  const { dockerfile, ignore, choices: choices2 } = writeDockerfile(project, { base: inputs.base, buildArgs });
  const path = join5(temp, "Dockerfile");
  await writeFile3(path, dockerfile);
  await writeFile3(`${path}.dockerignore`, ignore);
  const model = parseDockerfile(dockerfile, buildArgs);
  return { origin: "written", path, shownPath: null, text: dockerfile, model, choices: choices2 };
}
__name(written, "written");

// src/go/read.ts
import { existsSync } from "node:fs";
import { join as join6 } from "node:path";

// ../../tmp/stubs/sums.ts
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
async function goSumHash(root) {
  try {
    return { hash: createHash("sha256").update(readFileSync(root + "/go.sum")).digest("hex").slice(0, 16), files: ["go.sum"] };
  } catch {
    return { hash: "x", files: [] };
  }
}
__name(goSumHash, "goSumHash");

// src/go/read.ts
var NOTHING = { project: null, summary: null, decisions: [], goSum: "none" };
async function readProject(source, inputs, help) {
  if (source.kind === "remote") return NOTHING;
  const ownDockerfile = inputs.build.file !== "" || existsSync(join6(source.path, "Dockerfile"));
  try {
    const project = await inspectProject({
      root: source.path,
      ...inputs.main !== "" && { main: inputs.main },
      ...inputs.module !== "" && { module: inputs.module }
    });
    const sums = await goSumHash(source.path, project.modules);
    for (const warning2 of project.warnings) help.warn(warning2);
    return { project, ...summarize(project), goSum: sums.files.length === 0 ? "none" : sums.hash };
  } catch (error2) {
    if (!(error2 instanceof UserError) || !ownDockerfile) throw error2;
    help.warn(error2.message);
    return NOTHING;
  }
}
__name(readProject, "readProject");
function summarize({ decision: decision2, modules }) {
  const dir = decision2.kind === "build" ? decision2.moduleDir : ".";
  const module = modules.find((candidate) => candidate.dir === dir) ?? modules[0];
  if (!module) return { summary: null, decisions: [] };
  const go = module.toolchain?.replace(/^go/, "") ?? module.go;
  if (decision2.kind !== "build")
    return { summary: { module: module.path, main: "left to the Dockerfile", go }, decisions: [] };
  const { main, reason: reason2 } = decision2;
  const name = main.dir === "." ? "." : `./${main.dir}`;
  return {
    summary: { module: module.path, main: name, go },
    decisions: [{ what: "main", choice: name, reason: reason2, evidence: [{ file: main.evidence.file, line: main.evidence.line }] }]
  };
}
__name(summarize, "summarize");

// src/image/measure.ts
import { rm as rm2 } from "node:fs/promises";

// src/image/instructions.ts
function layerOrigins(config, stage) {
  const own = stage ? lineage(stage).reverse().flatMap(({ instructions }) => instructions) : [];
  const origins = [];
  let left = own.length;
  let aligned = own.length > 0;
  for (const { created_by: createdBy, empty_layer: empty } of [...config.history].reverse()) {
    const candidate = aligned ? own[left - 1] : void 0;
    const matches = candidate !== void 0 && keywordOf(createdBy) === candidate.keyword;
    if (matches) left--;
    else aligned = false;
    if (!empty)
      origins.unshift({
        createdBy,
        instruction: matches ? shown(candidate) : readable(createdBy),
        line: matches ? candidate.line : null,
        part: matches || stage === null && createdBy.endsWith("# buildkit") ? "own" : "base"
      });
  }
  const missing = config.rootfs.diff_ids.length - origins.length;
  const unknown = { createdBy: "", instruction: "(no history)", line: null, part: "base" };
  return missing >= 0 ? [...Array(missing).fill(unknown), ...origins] : origins.slice(-config.rootfs.diff_ids.length);
}
__name(layerOrigins, "layerOrigins");
function shown({ keyword: keyword2, flags, args }) {
  const from = flags.find((flag2) => flag2.name === "from");
  return [keyword2, ...from ? [`--from=${from.value}`] : [], args].join(" ");
}
__name(shown, "shown");
function keywordOf(createdBy) {
  return /^(?:\/bin\/sh -c #\(nop\)\s+)?([A-Z]+)\b/.exec(createdBy)?.[1] ?? (createdBy.startsWith("/bin/sh -c") ? "RUN" : "");
}
__name(keywordOf, "keywordOf");
function readable(createdBy) {
  const text3 = createdBy.replace(/\s*# buildkit$/, "").replace(/^\/bin\/sh -c #\(nop\)\s+/, "").replace(/^(RUN )?(\|\d+ .*?)?\/bin\/sh -c /, "RUN ").replace(/\s+/g, " ").trim();
  return text3 === "" ? "(no instruction recorded)" : text3;
}
__name(readable, "readable");

// src/image/layout.ts
import { createHash as createHash2 } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile as readFile3 } from "node:fs/promises";
import { join as join7 } from "node:path";
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";
var Descriptor = object({
  mediaType: optional(string(), ""),
  digest: pipe(string(), regex(/^sha256:[0-9a-f]{64}$/)),
  size: pipe(number(), integer(), minValue(0)),
  artifactType: optional(string()),
  annotations: optional(record(string(), string())),
  platform: optional(object({ architecture: string(), os: string(), variant: optional(string()) }))
});
var Index = object({ manifests: array(Descriptor) });
var Manifest = object({ config: Descriptor, layers: array(Descriptor) });
var Config = object({
  architecture: optional(string(), ""),
  os: optional(string(), ""),
  variant: optional(string()),
  rootfs: object({ diff_ids: array(string()) }),
  history: optional(
    array(object({ created_by: optional(string(), ""), empty_layer: optional(boolean(), false) })),
    []
  )
});
async function readLayout(folder) {
  const index = parse(Index, JSON.parse(await readFile3(join7(folder, "index.json"), "utf8")));
  const images = await Promise.all(index.manifests.map((descriptor) => readImages(folder, descriptor)));
  const seen = /* @__PURE__ */ new Set();
  return images.flat().filter((image) => !seen.has(image.manifestDigest) && seen.add(image.manifestDigest));
}
__name(readLayout, "readLayout");
async function readImages(folder, descriptor) {
  if (isAttestation(descriptor)) return [];
  const document = JSON.parse((await readBlob(folder, descriptor)).toString("utf8"));
  if (is(Index, document)) {
    const { manifests } = parse(Index, document);
    return (await Promise.all(manifests.map((child) => readImages(folder, child)))).flat();
  }
  const { config: configDescriptor, layers: layers2 } = parse(Manifest, document);
  const config = parse(Config, JSON.parse((await readBlob(folder, configDescriptor)).toString("utf8")));
  const { os, architecture, variant: variant2 } = descriptor.platform ?? config;
  return [
    {
      platform: [os, architecture, ...variant2 ? [variant2] : []].join("/"),
      manifestDigest: descriptor.digest,
      configDigest: configDescriptor.digest,
      layers: layers2,
      config
    }
  ];
}
__name(readImages, "readImages");
function isAttestation(descriptor) {
  return descriptor.annotations?.["vnd.docker.reference.type"] === "attestation-manifest" || descriptor.artifactType !== void 0 || descriptor.platform?.os === "unknown";
}
__name(isAttestation, "isAttestation");
async function readBlob(folder, { digest }) {
  const content = await readFile3(blobPath(folder, digest));
  const found2 = `sha256:${createHash2("sha256").update(content).digest("hex")}`;
  if (found2 !== digest) throw new Error(`the blob ${digest} is damaged: its content hashes to ${found2}`);
  return content;
}
__name(readBlob, "readBlob");
async function uncompressedSize(folder, layer2, diffId) {
  const hash = createHash2("sha256");
  let bytes3 = 0;
  const count2 = /* @__PURE__ */ __name(async (source) => {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes3 += chunk.length;
    }
  }, "count");
  const file = createReadStream(blobPath(folder, layer2.digest));
  const unpack = decompressor(layer2.mediaType);
  await (unpack ? pipeline(file, unpack, count2) : pipeline(file, count2));
  const found2 = `sha256:${hash.digest("hex")}`;
  if (found2 !== diffId) throw new Error(`the layer ${layer2.digest} is damaged: it unpacks to ${found2}, not ${diffId}`);
  return bytes3;
}
__name(uncompressedSize, "uncompressedSize");
function compressionOf(mediaType) {
  if (mediaType.endsWith("+zstd")) return "zstd";
  return mediaType.endsWith("+gzip") || mediaType.endsWith(".gzip") ? "gzip" : "none";
}
__name(compressionOf, "compressionOf");
function decompressor(mediaType) {
  const compression2 = compressionOf(mediaType);
  if (compression2 === "none") return null;
  if (compression2 === "gzip") return zlib.createGunzip();
  if (typeof zlib.createZstdDecompress !== "function")
    throw new Error(`layers compressed with zstd need Node 22.15 or newer; this is ${process.version}`);
  return zlib.createZstdDecompress();
}
__name(decompressor, "decompressor");
function blobPath(folder, digest) {
  return join7(folder, "blobs", ...digest.split(":"));
}
__name(blobPath, "blobPath");

// src/image/measure.ts
async function measureLayout(folder, options) {
  const images = await readLayout(folder);
  if (images.length === 0) throw new Error(`no image in the layout ${folder}`);
  const platforms = await Promise.all(images.map((image) => measurePlatform(folder, image, options.stage, options.known)));
  return { schema: 1, source: options.source, platforms };
}
__name(measureLayout, "measureLayout");
async function measureBuild(folder, stage, baseline2, help) {
  if (folder === null) {
    help.warn(
      "The image was not measured: this builder cannot export an OCI layout. Turn on the containerd image store, or use a docker-container builder (docker/setup-buildx-action)."
    );
    return null;
  }
  return await help.attempt("The image could not be measured", null, async () => {
    const facts2 = await measureLayout(folder, { source: "this build", stage, known: knownSizes(baseline2) });
    await rm2(folder, { recursive: true, force: true });
    return facts2;
  });
}
__name(measureBuild, "measureBuild");
function knownSizes(facts2) {
  const layers2 = facts2?.platforms.flatMap((platform2) => platform2.layers) ?? [];
  return new Map(layers2.map((layer2) => [layer2.digest, layer2.diskBytes]));
}
__name(knownSizes, "knownSizes");
async function measurePlatform(folder, image, stage, known = /* @__PURE__ */ new Map()) {
  const origins = layerOrigins(image.config, stage);
  const layers2 = await Promise.all(
    image.layers.map(async (layer2, index) => {
      const diffId = image.config.rootfs.diff_ids[index] ?? "";
      return {
        digest: layer2.digest,
        diffId,
        mediaType: layer2.mediaType,
        downloadBytes: layer2.size,
        diskBytes: known.get(layer2.digest) ?? await uncompressedSize(folder, layer2, diffId),
        ...origins[index]
      };
    })
  );
  const distinct = new Map(layers2.map((layer2) => [layer2.digest, layer2.downloadBytes]));
  return {
    platform: image.platform,
    manifestDigest: image.manifestDigest,
    configDigest: image.configDigest,
    downloadBytes: sum([...distinct.values()]),
    diskBytes: sum(layers2.map((layer2) => layer2.diskBytes)),
    compression: compression(layers2),
    layers: layers2
  };
}
__name(measurePlatform, "measurePlatform");
function compression(layers2) {
  const kinds = [...new Set(layers2.map((layer2) => compressionOf(layer2.mediaType)))];
  return kinds.length > 1 ? "mixed" : kinds[0] ?? "none";
}
__name(compression, "compression");
function sum(values) {
  return values.reduce((total2, value) => total2 + value, 0);
}
__name(sum, "sum");

// src/report/plain.ts
var terminalSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;
var invisible = /[\p{Cc}\p{Cf}]/gu;
function plain(text3) {
  return revealed(withoutTerminalSequences(text3).replace(/\s+/g, " ").trim());
}
__name(plain, "plain");
function plainLines(text3) {
  return withoutTerminalSequences(text3).split(/\r\n|[\n\r\u2028\u2029]/).map((line) => revealed(line.replaceAll("	", "    ")).trimEnd());
}
__name(plainLines, "plainLines");
function shortened(text3, max) {
  if (text3.length <= max) return text3;
  const points = Array.from(text3.slice(0, (max + 1) * 2));
  return points.length <= max ? text3 : `${points.slice(0, max - 1).join("")}\u2026`;
}
__name(shortened, "shortened");
function shortenedInside(text3, max) {
  const points = Array.from(text3);
  if (points.length <= max) return text3;
  const head = Math.ceil((max - 1) / 2);
  return `${points.slice(0, head).join("")}\u2026${points.slice(points.length - (max - 1 - head)).join("")}`;
}
__name(shortenedInside, "shortenedInside");
function withoutTerminalSequences(text3) {
  return text3.toWellFormed().replace(terminalSequence, "");
}
__name(withoutTerminalSequences, "withoutTerminalSequences");
function revealed(text3) {
  return text3.replace(
    invisible,
    (character) => `\u27E8U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}\u27E9`
  );
}
__name(revealed, "revealed");

// src/report/markdown.ts
function md(strings, ...values) {
  return strings.reduce((text3, piece, index) => `${text3}${values[index - 1] ?? ""}${piece}`);
}
__name(md, "md");
function joined(parts, separator) {
  return parts.filter((part2) => part2 !== null).join(separator);
}
__name(joined, "joined");
var reference = /@(?=\w)|#(?=\d)|(?<=\b(?:[Gg][Hh]|[A-Z][A-Z0-9]*))-(?=\d)|:(?=\/\/)|(?<=\b[Ww]{3})\.|:(?=[\w+-]+:)|\$/;
var entity = /[&<>"|\\]/;
var backslash = /[`*_~[\]#!]|^[-+](?=[\s-]|$)|^=(?=[=\s]|$)|(?<=^\d{1,9})[.)](?=\s|$)/;
var special = new RegExp(
  `(?<reference>${reference.source})|(?<entity>${entity.source})|(?<backslash>${backslash.source})`,
  "g"
);
var specialInHtml = new RegExp(`(${reference.source})|[&<>"']`, "g");
function text2(raw) {
  return plain(raw).replace(special, (match, ...rest) => {
    const kind = rest.at(-1);
    if (kind.reference !== void 0) return `<span>${match}</span>`;
    return kind.entity === void 0 ? `\\${match}` : numericEntity(match);
  });
}
__name(text2, "text");
function prose(raw) {
  const parts = plain(raw).split(/(?<!`)`([^`]+)`(?!`)/);
  return parts.map((part2, index) => index % 2 === 1 ? code(part2) : spaced(part2)).join("");
}
__name(prose, "prose");
function code(raw) {
  const content = plain(raw);
  if (content === "") return "";
  if (/\||<!--|-->/.test(content)) return `<code>${entities(content)}</code>`;
  const fence = "`".repeat(longestRun(content, "`") + 1);
  const pad = content.startsWith("`") || content.endsWith("`") ? " " : "";
  return `${fence}${pad}${content}${pad}${fence}`;
}
__name(code, "code");
function link(label, url) {
  const target = url === null ? null : linkTarget(url);
  return target === null ? label : `[${label}](${target})`;
}
__name(link, "link");
function html(raw) {
  return plain(raw).replace(
    specialInHtml,
    (match, inReference) => inReference === void 0 ? numericEntity(match) : `<span>${match}</span>`
  );
}
__name(html, "html");
function codeBlock(content, language = "") {
  const lines = plainLines(content).join("\n").trimEnd();
  if (/<!--|-->/.test(lines)) return `<pre>${lines.replace(/[&<>"']/g, numericEntity)}</pre>`;
  const fence = "`".repeat(Math.max(3, longestRun(lines, "`") + 1));
  return `${fence}${language}
${lines}
${fence}`;
}
__name(codeBlock, "codeBlock");
function table(columns, rows) {
  const line = /* @__PURE__ */ __name((cells) => `|${cells.map((cell) => cell === "" ? " " : ` ${cell} `).join("|")}|`, "line");
  return [
    line(columns.map(({ title }) => text2(title))),
    `|${columns.map(({ align }) => align === "left" ? ":--" : "--:").join("|")}|`,
    ...rows.map(line)
  ].join("\n");
}
__name(table, "table");
function details(title, body, open = false) {
  return `<details${open ? " open" : ""}><summary>${html(title)}</summary>

${body}

</details>`;
}
__name(details, "details");
function longestRun(content, character) {
  let longest = 0;
  let run2 = 0;
  for (const each of content) {
    run2 = each === character ? run2 + 1 : 0;
    longest = Math.max(longest, run2);
  }
  return longest;
}
__name(longestRun, "longestRun");
var longestUrl = 2e3;
function linkTarget(url) {
  if (url.length > longestUrl || !URL.canParse(url)) return null;
  const { protocol, username, password, href } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return null;
  if (username !== "" || password !== "") return null;
  return href.replace(/[()<>[\]\\|`*_~\s"']/g, percentEncoded).replaceAll("&", "&amp;");
}
__name(linkTarget, "linkTarget");
function percentEncoded(character) {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
__name(percentEncoded, "percentEncoded");
function spaced(part2) {
  const inner = part2.trim();
  if (inner === "") return part2;
  return `${part2.startsWith(" ") ? " " : ""}${text2(inner)}${part2.endsWith(" ") ? " " : ""}`;
}
__name(spaced, "spaced");
function entities(content) {
  return content.replace(/[!-/:-@[-`{-~]/g, (each) => each === "@" ? `<span>&#64;</span>` : numericEntity(each));
}
__name(entities, "entities");
function numericEntity(character) {
  return `&#${character.charCodeAt(0)};`;
}
__name(numericEntity, "numericEntity");

// src/report/links.ts
var longestPath = 120;
function place(source, file, line) {
  if (file === null) return line === null ? null : text2(`line ${line}`);
  const label = `${shortenedInside(file, longestPath)}${line === null ? "" : `:${line}`}`;
  const url = blobUrl(source, file, line);
  return url === null ? code(label) : link(text2(label), url);
}
__name(place, "place");
function commitName(source, commit, ref) {
  const name = [ref, shortCommit(commit)].filter((part2) => part2 !== null).join("@");
  if (name === "") return null;
  const base = repositoryUrl(source);
  return link(code(shortenedInside(name, longestPath)), base && isCommit(commit) ? `${base}/commit/${commit}` : null);
}
__name(commitName, "commitName");
function shortCommit(commit) {
  return isCommit(commit) ? commit.slice(0, 7) : commit;
}
__name(shortCommit, "shortCommit");
function blobUrl(source, file, line) {
  const base = repositoryUrl(source);
  if (base === null || !isCommit(source.commit)) return null;
  const segments = file.split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) return null;
  const path = segments.map((segment) => encodeURIComponent(segment.toWellFormed())).join("/");
  return `${base}/blob/${source.commit}/${path}${line === null ? "" : `#L${line}`}`;
}
__name(blobUrl, "blobUrl");
function repositoryUrl({ server, repository }) {
  if (server === null || repository === null || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return null;
  return `${server}/${repository}`;
}
__name(repositoryUrl, "repositoryUrl");
function isCommit(commit) {
  return commit !== null && /^[0-9a-f]{7,64}$/.test(commit);
}
__name(isCommit, "isCommit");

// src/report/verdict.ts
function standings(report2) {
  const diffs = report2.diff?.platforms ?? [];
  const budgetsOf = /* @__PURE__ */ __name((platform2) => report2.budgets.filter((each) => each.platform === platform2), "budgetsOf");
  const present = (report2.facts?.platforms ?? []).map(({ platform: platform2, downloadBytes, diskBytes }) => ({
    platform: platform2,
    before: diffs.find((each) => each.platform === platform2)?.before ?? null,
    after: { download: downloadBytes, disk: diskBytes },
    budgets: budgetsOf(platform2)
  }));
  const gone = diffs.filter(({ platform: platform2, after }) => after === null && !present.some((each) => each.platform === platform2)).map(({ platform: platform2, before }) => ({ platform: platform2, before, after: null, budgets: [] }));
  return [...present, ...gone];
}
__name(standings, "standings");
function leading(all) {
  const present = all.filter((each) => each.after !== null);
  const [first = null] = present.toSorted((a, b) => excess(b.budgets) - excess(a.budgets) || growth(b) - growth(a));
  return first;
}
__name(leading, "leading");
function overBudget(budgets) {
  const rank = /* @__PURE__ */ __name(({ input }) => input === "size-budget" ? 0 : 1, "rank");
  const [worst = null] = budgets.filter(({ ok }) => !ok).toSorted((a, b) => rank(a) - rank(b) || b.actual - b.limit - (a.actual - a.limit));
  return worst;
}
__name(overBudget, "overBudget");
function isUnchanged(report2) {
  const all = standings(report2);
  return report2.build.outcome === "success" && all.length > 0 && report2.budgets.every(({ ok }) => ok) && all.every(
    ({ before, after }) => before && after && isNoise(after.download - before.download) && isNoise(after.disk - before.disk)
  );
}
__name(isUnchanged, "isUnchanged");
var named = 3;
function causes(diff2) {
  if (!diff2?.before || !diff2.after) return [];
  const moved = diff2.layers.filter(({ kind }) => kind !== "same");
  const base = diff2.layers.filter(({ part: part2 }) => part2 === "base");
  const movedBase = moved.filter(({ part: part2 }) => part2 === "base");
  const own = moved.filter(({ part: part2 }) => part2 === "own").map((change2) => ({
    what: "layer",
    kind: change2.kind,
    instruction: change2.instruction,
    line: change2.line,
    bytes: difference(change2.before, change2.after)
  }));
  const all = movedBase.length ? [...own, { what: "base", changed: movedBase.length, total: base.length, bytes: total(movedBase.map(layerDelta)) }] : own;
  const heavy = all.filter(({ bytes: bytes3 }) => !isNoise(bytes3.download) || !isNoise(bytes3.disk)).toSorted(byWeight);
  const others = heavy.slice(named);
  const rest = minus(difference(diff2.before, diff2.after), total(heavy.map(({ bytes: bytes3 }) => bytes3)));
  return [
    ...heavy.slice(0, named),
    ...others.length ? [{ what: "others", count: others.length, bytes: total(others.map(({ bytes: bytes3 }) => bytes3)) }] : [],
    ...isNoise(rest.download) ? [] : [{ what: "rest", bytes: rest }]
  ];
}
__name(causes, "causes");
function findingCounts(findings2) {
  return ["error", "warning", "info"].map((severity) => ({ severity, number: findings2.filter((each) => each.severity === severity).length })).filter(({ number: number2 }) => number2 > 0).map(({ severity, number: number2 }) => count(number2, severity === "info" ? "note" : severity)).join(", ");
}
__name(findingCounts, "findingCounts");
function difference(before, after) {
  return minus(after ?? nothing, before ?? nothing);
}
__name(difference, "difference");
var nothing = { download: 0, disk: 0 };
function layerDelta({ before, after }) {
  return difference(before, after);
}
__name(layerDelta, "layerDelta");
function minus(a, b) {
  return { download: a.download - b.download, disk: a.disk - b.disk };
}
__name(minus, "minus");
function total(parts) {
  return parts.reduce((sum3, { download: download2, disk }) => ({ download: sum3.download + download2, disk: sum3.disk + disk }), nothing);
}
__name(total, "total");
function byWeight(a, b) {
  return Math.abs(b.bytes.download) - Math.abs(a.bytes.download) || Math.abs(b.bytes.disk) - Math.abs(a.bytes.disk);
}
__name(byWeight, "byWeight");
function excess(budgets) {
  const worst = overBudget(budgets);
  return worst === null ? 0 : Math.max(worst.actual - worst.limit, Number.MIN_VALUE);
}
__name(excess, "excess");
function growth({ before, after }) {
  return before && after ? after.download - before.download : 0;
}
__name(growth, "growth");

// src/report/log.ts
function projectLines(project) {
  if (project === null) return [];
  const { module, main, go } = project;
  return phase("Project", "", [
    ["module", `${module}${go === null ? "" : ` (go ${go})`}`],
    ["main", main]
  ]);
}
__name(projectLines, "projectLines");
function decisionLines(decisions2) {
  const line = /* @__PURE__ */ __name(({ choice, reason: reason2, evidence }) => [choice, reason2, ...evidence.slice(0, 3).map(({ file, line: line2 }) => `${file}:${line2}`)].join(" \xB7 "), "line");
  return decisions2.length ? phase(
    "Choices",
    "",
    decisions2.map((each) => [each.what, line(each)])
  ) : [];
}
__name(decisionLines, "decisionLines");
function dockerfileLines(dockerfile) {
  const { origin, path, text: text3, findings: findings2 } = dockerfile;
  const lines = text3 === null ? null : count(text3.trimEnd().split("\n").length, "line");
  const found2 = findings2.length ? findingCounts(findings2) : "no findings";
  const about = [origin === "repository" ? "yours" : "written for this build", lines, found2];
  return phase(
    "Dockerfile",
    `(${about.filter((part2) => part2 !== null).join(", ")})`,
    findings2.map(({ severity, rule, line, message }) => [
      severity === "info" ? "note" : severity,
      `${rule} ${path ?? "Dockerfile"}${line === null ? "" : `:${line}`}  ${message}`
    ])
  );
}
__name(dockerfileLines, "dockerfileLines");
function cachesInLines(caches2) {
  const line = /* @__PURE__ */ __name(({ hit, key, matchedKey, restoredBytes, seconds: seconds2 }) => {
    const spent = (seconds2.download ?? 0) + (seconds2.in ?? 0);
    const moved = restoredBytes === null ? null : `${bytes(restoredBytes)} in ${duration(spent)}`;
    return [matchedKey ?? key, hits[hit], moved].filter((part2) => part2 !== null).join(" \xB7 ");
  }, "line");
  return caches2.length ? phase(
    "Caches in",
    "",
    caches2.map((each) => [each.kind, line(each)])
  ) : [];
}
__name(cachesInLines, "cachesInLines");
var hits = {
  exact: "exact",
  older: "older, by prefix",
  none: "nothing found",
  warm: "the builder had it",
  off: "off"
};
function cachesOutLines(caches2) {
  const line = /* @__PURE__ */ __name(({ savedBytes, seconds: seconds2, verdict: verdict2 }) => {
    const saved = savedBytes === null || savedBytes === 0 ? "nothing saved" : `+${bytes(savedBytes)}`;
    const spent = seconds2.out === null || !savedBytes ? saved : `${saved} in ${duration(seconds2.out)}`;
    return `${spent} \xB7 ${verdict2}`;
  }, "line");
  return caches2.length ? phase(
    "Caches out",
    "",
    caches2.map((each) => [each.kind, line(each)])
  ) : [];
}
__name(cachesOutLines, "cachesOutLines");
function imageLines(report2) {
  const all = standings(report2);
  if (all.length === 0) return [];
  const against = baselineName(report2.baseline);
  return phase(
    "Image",
    report2.image.name,
    all.map(({ platform: platform2, before, after, budgets }) => {
      if (after === null) return [platform2, "gone"];
      const more2 = before === null ? null : after.download - before.download;
      const compared = more2 === null ? "no baseline yet" : `${isNoise(more2) ? "unchanged" : delta(more2)} against ${against}`;
      const over = budgets.filter(({ ok }) => !ok).map(({ input, written: written2 }) => `over ${input} ${written2}`);
      return [
        platform2,
        [`${bytes(after.download)} download`, `${bytes(after.disk)} on disk`, compared, ...over].join(", ")
      ];
    })
  );
}
__name(imageLines, "imageLines");
function baselineName(baseline2) {
  if (!baseline2.found) return "nothing";
  return [baseline2.ref, shortCommit(baseline2.commit)].filter((part2) => part2 !== null).join("@") || "the baseline";
}
__name(baselineName, "baselineName");
function phase(name, about, rows) {
  const width = Math.min(Math.max(0, ...rows.map(([label]) => label.length)), 24);
  return [
    `\u25B8 ${name}  ${plain(about)}`,
    ...rows.map(([label, value]) => `  ${plain(label).padEnd(width)}  ${plain(value)}`)
  ].map(safe);
}
__name(phase, "phase");
function safe(line) {
  return line.trimEnd().replaceAll("##[", "## [").replace(/^(\s*):(?=:)/, "$1: ");
}
__name(safe, "safe");

// src/report/name.ts
function nameImage(inputs, project, context) {
  const [tag2] = inputs.build.tags;
  const program = project && [project.module, .../^\.\/./.test(project.main) ? [project.main.slice(2)] : []].join("/");
  const repository = context.repository && `${context.repository.owner}/${context.repository.name}`;
  const reference2 = inputs.image || tag2?.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
  const target = inputs.build.target === "" ? "" : `#${inputs.build.target}`;
  const name = `${reference2 || program || repository || "image"}${target}`;
  return { name, key: inputs.commentKey === "" ? name : inputs.commentKey };
}
__name(nameImage, "nameImage");

// src/report/outputs.ts
function outputsOf(report2) {
  const [first] = report2.facts?.platforms ?? [];
  const diff2 = report2.diff?.platforms.find(({ platform: platform2 }) => platform2 === first?.platform);
  const hitOf = /* @__PURE__ */ __name((kind) => report2.caches.find((cache2) => cache2.kind === kind)?.hit, "hitOf");
  return {
    imageid: report2.image.id ?? "",
    digest: report2.image.digest ?? "",
    "download-size": first ? `${first.downloadBytes}` : "",
    "disk-size": first ? `${first.diskBytes}` : "",
    "size-delta": diff2?.before && diff2.after ? `${diff2.after.download - diff2.before.download}` : "",
    "module-cache-hit": `${hitOf("modules") === "exact"}`,
    "build-cache-hit": `${hitOf("build") === "exact" || hitOf("build") === "older"}`
  };
}
__name(outputsOf, "outputsOf");

// src/report/publish.ts
import { writeFile as writeFile4 } from "node:fs/promises";
import { join as join8 } from "node:path";

// src/runner/comments.ts
async function keepComment(octokit, place2, content) {
  try {
    const existing = await findComment(octokit, place2, content.marker);
    if (!existing && !content.create) return { done: "skipped", url: null };
    if (!existing) {
      const { data: data2 } = await octokit.rest.issues.createComment({ ...place2, body: content.body });
      return { done: "created", url: data2.html_url };
    }
    if (existing.body?.replaceAll("\r\n", "\n") === content.body) return { done: "unchanged", url: existing.html_url };
    const { data } = await octokit.rest.issues.updateComment({ ...place2, comment_id: existing.id, body: content.body });
    return { done: "updated", url: data.html_url };
  } catch (error2) {
    const status = error2.status;
    if (status === 403 || status === 404 || status === 401)
      return {
        done: "refused",
        why: `the token may not write comments here (HTTP ${status}); the job needs \`permissions: pull-requests: write\`, and pull requests from forks never get it`
      };
    throw error2;
  }
}
__name(keepComment, "keepComment");
async function findComment(octokit, place2, marker) {
  let login;
  for await (const { data } of octokit.paginate.iterator(octokit.rest.issues.listComments, { ...place2, per_page: 100 }))
    for (const comment of data) {
      if (!comment.body?.startsWith(marker)) continue;
      login ??= await ownLogin(octokit);
      if (login === null ? comment.user?.type === "Bot" : comment.user?.login === login) return comment;
    }
  return void 0;
}
__name(findComment, "findComment");
async function ownLogin(octokit) {
  try {
    return (await octokit.rest.users.getAuthenticated()).data.login;
  } catch {
    return null;
  }
}
__name(ownLogin, "ownLogin");

// src/report/fit.ts
import { Buffer as Buffer2 } from "node:buffer";
function fitted(draft, limit) {
  for (let kept = draft.sections.length; kept >= 0; kept--) {
    const document = assembled(draft, kept, draft.rows);
    if (fits(document, limit)) return document;
  }
  for (let rows = draft.rows - 1; rows >= 0; rows--) {
    const document = assembled(draft, 0, rows);
    if (fits(document, limit)) return document;
  }
  if (fits(draft.shortest, limit)) return draft.shortest;
  throw new RangeError(`A limit of ${limit} bytes has no room for a report`);
}
__name(fitted, "fitted");
function assembled({ sections: sections2, before, after, unfold }, kept, rows) {
  const folded = sections2.slice(0, kept).map(({ title, body, open }) => details(title, body, unfold && open));
  const leftOut = sections2.slice(kept).map(({ name }) => name);
  const parts = [before(rows), folded.length ? joined(folded, "\n") : null, after(leftOut)];
  return joined(
    parts.map((part2) => part2 === "" ? null : part2),
    "\n\n"
  );
}
__name(assembled, "assembled");
function fits(document, limit) {
  return Buffer2.byteLength(document) <= limit;
}
__name(fits, "fits");

// src/report/head.ts
var longestName = 100;
var longestSentence = 300;
function headline(report2) {
  return md`### ${imageName2(report2)} · ${joined(verdict(report2), " \xB7 ")}`;
}
__name(headline, "headline");
function platformTable(report2, rows) {
  const all = standings(report2);
  if (all.length === 0 || isUnchanged(report2)) return null;
  const budgets = all.some((each) => each.budgets.length > 0);
  const columns = [
    { title: "", align: "left" },
    { title: "download", align: "right" },
    { title: "on disk", align: "right" },
    ...budgets ? [{ title: "budget", align: "right" }] : []
  ];
  const shown2 = all.slice(0, rows);
  const cut = all.length - shown2.length;
  return joined(
    [
      shown2.length ? table(
        columns,
        shown2.map((each) => platformRow(each, budgets, report2.baseline.found))
      ) : null,
      cut > 0 ? md`${text2(count(cut, "more platform"))}` : null
    ],
    "\n\n"
  );
}
__name(platformTable, "platformTable");
function reason(report2) {
  if (report2.build.outcome !== "success") return failure(report2);
  const lead = leading(standings(report2));
  if (lead === null) return bullets(report2.warnings.slice(0, 3));
  if (overBudget(report2.budgets)) return lookAt(report2, lead);
  if (!report2.baseline.found) return md`No baseline yet: ${prose(shortened(report2.baseline.why, longestSentence))}`;
  return why(report2, lead);
}
__name(reason, "reason");
function footer(report2, leftOut) {
  const { source, baseline: baseline2, facts: facts2 } = report2;
  const against = baseline2.found ? commitName(source, baseline2.commit, baseline2.ref) : null;
  const when = baseline2.found ? age(baseline2.created, report2.created) : null;
  const compression2 = [...new Set(facts2?.platforms.map((each) => each.compression))].join(", ");
  const commit = commitName(source, source.commit, null);
  const parts = [
    against === null ? null : md`against ${joined([against, when === null ? null : text2(when)], ", ")}`,
    commit === null ? null : md`for commit ${commit}`,
    facts2 === null ? null : md`from the image's manifests, ${text2(shortened(compression2, longestName))}`,
    leftOut.length ? md`left out for length: ${text2(leftOut.join(", "))}` : null,
    source.runUrl === null ? null : link(md`run`, source.runUrl)
  ];
  const line = joined(parts, " \xB7 ");
  return line === "" ? line : md`<sub>${line}</sub>`;
}
__name(footer, "footer");
function imageName2(report2) {
  return code(shortened(report2.image.name, longestName));
}
__name(imageName2, "imageName");
function bullets(sentences, longest = longestSentence) {
  return sentences.length ? joined(
    sentences.map((each) => md`- ${prose(shortened(each, longest))}`),
    "\n"
  ) : null;
}
__name(bullets, "bullets");
function verdict(report2) {
  const { build: build3, source, dockerfile } = report2;
  if (build3.outcome === "cancelled") return [md`**build cancelled** after ${text2(duration(build3.seconds))}`];
  if (build3.outcome === "failure") {
    const step = build3.failure?.step ?? null;
    const where2 = place(source, dockerfile.path, build3.failure?.line ?? null);
    const at = [step === null ? null : code(shortened(step, longestName)), build3.failure?.line == null ? null : where2];
    const found2 = joined(at, " ");
    return [found2 === "" ? md`**build failed**` : md`**build failed** at ${found2}`];
  }
  const all = standings(report2);
  const lead = leading(all);
  if (lead === null) return [md`built in ${text2(duration(build3.seconds))}, size not measured`];
  const over = overBudget(report2.budgets);
  return [...over === null ? [] : [overLine(over)], size(lead, all.length > 1)];
}
__name(verdict, "verdict");
function overLine({ input, actual, limit }) {
  const by = text2(bytes(actual - limit));
  return input === "size-budget" ? md`**over budget by ${by}**` : md`**over the allowed growth by ${by}**`;
}
__name(overLine, "overLine");
function size({ platform: platform2, before, after }, several) {
  const download2 = md`download ${text2(bytes(after.download))}`;
  const named2 = several ? md`${download2} on ${text2(platform2)}` : download2;
  if (before === null) return named2;
  const { download: more2, disk } = difference(before, after);
  if (!isNoise(more2)) {
    const share = percent(before.download, after.download);
    return md`${named2}, **${joined([text2(delta(more2)), share === null ? null : md`(${text2(share)})`], " ")}**`;
  }
  return isNoise(disk) ? md`${named2}, unchanged` : md`${named2}, unchanged, **${text2(delta(disk))} on disk**`;
}
__name(size, "size");
function platformRow({ platform: platform2, before, after, budgets }, withBudgets, compared) {
  const figure = /* @__PURE__ */ __name((kind) => {
    if (after === null) return md`gone, was ${text2(bytes(before?.[kind] ?? 0))}`;
    const now = text2(bytes(after[kind]));
    if (before === null) return compared ? md`${now} new` : now;
    const difference2 = deltaBeside(after[kind] - before[kind], after[kind]);
    return difference2 === "=" ? md`${now} =` : md`${now} **${text2(difference2)}**`;
  }, "figure");
  const cells = [text2(shortened(platform2, longestName)), figure("download"), figure("disk")];
  return withBudgets ? [...cells, joined(budgets.map(budgetCell), "<br>")] : cells;
}
__name(platformRow, "platformRow");
function budgetCell({ input, ok, actual, limit, written: written2 }) {
  const allowed = text2(shortened(written2, 40));
  if (input === "size-increase") {
    const grown = actual > 0 ? md`${text2(delta(actual, 0))}` : md`no growth`;
    return ok ? md`${grown}, ${allowed} allowed` : md`**${grown}**, ${allowed} allowed`;
  }
  if (limit <= 0) return md`**over** ${allowed}`;
  const share = (ok ? Math.floor : Math.ceil)(actual / limit * 100);
  return ok ? md`${share} % of ${allowed}` : md`**${share} % of ${allowed}**`;
}
__name(budgetCell, "budgetCell");
function why(report2, lead) {
  const diff2 = report2.diff?.platforms.find(({ platform: platform2 }) => platform2 === lead.platform);
  const found2 = causes(diff2);
  if (found2.length === 0) return null;
  const base = diff2?.layers.filter(({ part: part2 }) => part2 === "base") ?? [];
  const sameBase = base.length > 0 && base.every(({ kind }) => kind === "same");
  return md`**Why** ${joined([...found2.map((each) => cause(report2, each)), sameBase ? md`base image unchanged` : null], " \xB7 ")}`;
}
__name(why, "why");
function lookAt(report2, lead) {
  const grown = causes(report2.diff?.platforms.find(({ platform: platform2 }) => platform2 === lead.platform)).filter(
    ({ bytes: { download: download2, disk } }) => download2 > 0 || disk > 0
  );
  if (grown.length)
    return md`**Look at**\n${joined(
      grown.map((each) => md`- ${cause(report2, each)}`),
      "\n"
    )}`;
  const layers2 = report2.facts?.platforms.find(({ platform: platform2 }) => platform2 === lead.platform)?.layers ?? [];
  const largest = layers2.toSorted((a, b) => b.downloadBytes - a.downloadBytes).slice(0, 3);
  if (largest.length === 0) return null;
  const line = /* @__PURE__ */ __name((layer2) => md`- ${instruction(report2, layer2.instruction, layer2.part === "own" ? layer2.line : null)} **${text2(bytes(layer2.downloadBytes))}**${layer2.part === "base" ? md`, from the base image` : md``}`, "line");
  return md`**Look at** the largest layers\n${joined(largest.map(line), "\n")}`;
}
__name(lookAt, "lookAt");
function cause(report2, each) {
  const { download: download2, disk } = each.bytes;
  const amount = isNoise(download2) ? md`**${text2(delta(disk))}** on disk only` : md`**${text2(delta(download2))}**${isNoise(disk) ? md`` : md` (${text2(delta(disk))} on disk)`}`;
  if (each.what === "rest") return md`rest ${amount}`;
  if (each.what === "others") return md`${text2(count(each.count, "other layer"))} ${amount}`;
  if (each.what === "base") return md`base image, ${each.changed} of ${text2(count(each.total, "layer"))} ${amount}`;
  const layer2 = instruction(report2, each.instruction, each.line);
  if (each.kind === "added") return md`new layer ${layer2} ${amount}`;
  if (each.kind === "removed") return md`without ${layer2} ${amount}`;
  return md`${layer2} ${amount}`;
}
__name(cause, "cause");
function instruction(report2, written2, line, longest = longestName) {
  const where2 = line === null ? null : place(report2.source, report2.dockerfile.path, line);
  return joined([code(shortened(written2, longest)), where2], " ");
}
__name(instruction, "instruction");
function failure({ build: build3 }) {
  const lines = plainLines((build3.failure?.lines ?? []).join("\n")).filter((line) => line !== "");
  return lines.length ? codeBlock(
    lines.slice(-12).map((line) => shortened(line, longestSentence)).join("\n")
  ) : null;
}
__name(failure, "failure");

// src/report/gantt.ts
var keyword = /^(?:gantt|title|section|dateformat|axisformat|tickinterval|weekday|weekend|includes|excludes|todaymarker|inclusiveenddates|topaxis|click|acc|%%)/i;
function ganttChart(spans) {
  const drawn = spans.filter(({ start, end }) => Number.isFinite(start) && end >= start);
  if (drawn.length === 0) return null;
  const zero = Math.min(...drawn.map(({ start }) => start));
  const milliseconds = /* @__PURE__ */ __name((seconds2) => Math.round((seconds2 - zero) * 1e3), "milliseconds");
  const tasks = drawn.toSorted((a, b) => a.start - b.start).map(
    ({ name, start, end }) => `  ${taskName(name)} ${duration(end - start)} :${milliseconds(start)}, ${milliseconds(end)}`
  );
  return ["gantt", "  dateFormat x", "  axisFormat %s s", ...tasks].join("\n");
}
__name(ganttChart, "ganttChart");
function taskName(name) {
  const safe2 = shortened(plain(plain(name).replace(/[^\p{L}\p{N} ./_+-]/gu, " ")), 40);
  return safe2 === "" ? "step" : keyword.test(safe2) ? `the ${safe2}` : safe2;
}
__name(taskName, "taskName");

// src/report/sections.ts
var sections = [layers, findings, warnings, identity, caches, timeline, decisions, writtenDockerfile];
function sectionsOf(report2, room3) {
  return sections.flatMap((section) => section(report2, room3));
}
__name(sectionsOf, "sectionsOf");
function layers(report2, room3) {
  if (report2.facts === null || isUnchanged(report2) && !room3.full) return [];
  const platforms = report2.facts.platforms;
  const lead = leading(standings(report2));
  return platforms.filter(({ platform: platform2, layers: all }) => all.length > 0 && (room3.full || platform2 === lead?.platform)).map((facts2) => {
    const of = platforms.length > 1 ? ` of ${shortened(facts2.platform, 60)}` : "";
    const diff2 = report2.diff?.platforms.find(({ platform: platform2 }) => platform2 === facts2.platform);
    const { what, body } = diff2?.before && diff2.after ? changedLayers(report2, diff2, room3) : allLayers(report2, facts2, room3);
    return { name: `layers${of}`, title: `Layers${of}: ${what}`, body, open: true };
  });
}
__name(layers, "layers");
var changeColumns = [
  { title: "", align: "left" },
  { title: "layer", align: "left" },
  { title: "before", align: "right" },
  { title: "after", align: "right" },
  { title: "download", align: "right" },
  { title: "on disk", align: "right" }
];
var factColumns = [
  { title: "layer", align: "left" },
  { title: "download", align: "right" },
  { title: "on disk", align: "right" }
];
var signs = { same: md`=`, changed: md`~`, added: md`+`, removed: md`−` };
function changedLayers(report2, { layers: all }, room3) {
  const changed = all.filter(({ kind }) => kind !== "same").length;
  const present = all.filter(({ after }) => after !== null).length;
  const row = /* @__PURE__ */ __name((layer2) => {
    const more2 = difference(layer2.before, layer2.after);
    return [
      signs[layer2.kind],
      layerName(report2, layer2, room3),
      size2(layer2.before?.download),
      size2(layer2.after?.download),
      emphasis(delta(more2.download)),
      emphasis(delta(more2.disk))
    ];
  }, "row");
  const what = `${changed} of ${present} changed`;
  return { what, body: capped(changeColumns, listed(all, room3), row, room3, "layer") };
}
__name(changedLayers, "changedLayers");
function allLayers(report2, { layers: all }, room3) {
  const base = all.filter(({ part: part2 }) => part2 === "base").length;
  const asSame = all.map(
    ({ part: part2, instruction: written2, line, downloadBytes: download2, diskBytes: disk }) => ({
      kind: "same",
      part: part2,
      instruction: written2,
      line,
      before: null,
      after: { download: download2, disk }
    })
  );
  const row = /* @__PURE__ */ __name((layer2) => [
    layerName(report2, layer2, room3),
    size2(layer2.after?.download),
    size2(layer2.after?.disk)
  ], "row");
  const what = base === 0 ? String(all.length) : `${all.length}, ${base} of them from the base image`;
  return { what, body: capped(factColumns, listed(asSame, room3), row, room3, "layer") };
}
__name(allLayers, "allLayers");
function listed(layers2, room3) {
  if (room3.full) return layers2;
  const isSameBase = /* @__PURE__ */ __name(({ part: part2, kind }) => part2 === "base" && kind === "same", "isSameBase");
  const same = layers2.filter(isSameBase);
  const rest = layers2.filter((layer2) => !isSameBase(layer2));
  const [first] = same;
  const folded = first && same.length > 1 ? [{ ...first, ...added(same), together: same.length }, ...rest] : layers2;
  if (folded.length <= room3.rows) return folded;
  return folded.toSorted((a, b) => Number(a.kind === "same") - Number(b.kind === "same"));
}
__name(listed, "listed");
function added(layers2) {
  const side = /* @__PURE__ */ __name((which) => layers2.reduce((total2, layer2) => {
    const size4 = layer2[which];
    if (size4 === null) return total2;
    return { download: (total2?.download ?? 0) + size4.download, disk: (total2?.disk ?? 0) + size4.disk };
  }, null), "side");
  return { before: side("before"), after: side("after") };
}
__name(added, "added");
function layerName(report2, { instruction: written2, line, part: part2, together }, room3) {
  if (together !== void 0) return md`base image, ${text2(count(together, "layer"))}`;
  const name = instruction(report2, written2, part2 === "own" ? line : null, room3.cell);
  return part2 === "base" ? md`base ${name}` : name;
}
__name(layerName, "layerName");
function findings(report2, room3) {
  const { findings: all, path } = report2.dockerfile;
  if (all.length === 0) return [];
  const columns = [
    { title: "rule", align: "left" },
    { title: "line", align: "left" },
    { title: "finding", align: "left" }
  ];
  const row = /* @__PURE__ */ __name(({ rule, severity, url, line, message }) => [
    md`${text2(severity === "info" ? "note" : severity)} ${link(code(shortened(rule, 60)), url)}`,
    place(report2.source, path, line) ?? md``,
    prose(shortened(message, room3.cell * 2))
  ], "row");
  const ranked = all.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return [
    {
      name: "findings",
      title: `Dockerfile: ${findingCounts(all)}`,
      body: capped(columns, ranked, row, room3, "finding"),
      open: true
    }
  ];
}
__name(findings, "findings");
var severities = ["error", "warning", "info"];
function warnings(report2, room3) {
  const shown2 = report2.warnings.slice(0, room3.rows);
  const list3 = bullets(shown2, room3.cell * 4);
  if (list3 === null) return [];
  const body = joined([list3, more(report2.warnings.length - shown2.length, "warning")], "\n\n");
  return [{ name: "warnings", title: count(report2.warnings.length, "warning"), body, open: true }];
}
__name(warnings, "warnings");
function identity(report2, room3) {
  if (!room3.full) return [];
  const { image, facts: facts2, baseline: baseline2, source } = report2;
  const rows = [
    ...image.tags.map((tag2) => [md`tag`, code(shortened(tag2, room3.cell))]),
    ...image.digest === null ? [] : [[md`digest`, code(shortened(image.digest, room3.cell))]],
    ...image.id === null ? [] : [[md`image ID`, code(shortened(image.id, room3.cell))]],
    ...(facts2?.platforms ?? []).map(({ platform: platform2, manifestDigest }) => [
      md`manifest of ${text2(shortened(platform2, 60))}`,
      code(shortened(manifestDigest, room3.cell))
    ]),
    baseline2.found ? [
      md`baseline`,
      joined([commitName(source, baseline2.commit, baseline2.ref), prose(shortened(baseline2.why, room3.cell))], " \xB7 ")
    ] : [md`baseline`, md`none yet: ${prose(shortened(baseline2.why, room3.cell))}`]
  ];
  const columns = [
    { title: "", align: "left" },
    { title: "", align: "left" }
  ];
  return [{ name: "image", title: "Image", body: capped(columns, rows, (row) => row, room3, "row"), open: false }];
}
__name(identity, "identity");
var hits2 = {
  exact: "exact key",
  older: "older key",
  none: "nothing",
  warm: "the builder had it",
  off: "off"
};
function caches(report2, room3) {
  const { build: build3 } = report2;
  if (build3.steps.total === 0 && report2.caches.length === 0) return [];
  if (isUnchanged(report2) && !room3.full) return [];
  const how = build3.outcome === "success" ? "Built in" : build3.outcome === "failure" ? "Failed after" : "Cancelled after";
  const steps = `${build3.steps.cached} of ${count(build3.steps.total, "step")} cached`;
  const columns = [
    { title: "cache", align: "left" },
    { title: "restored from", align: "left" },
    { title: "bytes", align: "right" },
    { title: "in", align: "right" },
    { title: "out", align: "right" },
    { title: "saved", align: "right" },
    { title: "verdict", align: "left" }
  ];
  const row = /* @__PURE__ */ __name(({ kind, hit, key, matchedKey, restoredBytes, savedBytes, seconds: seconds2, verdict: verdict2 }) => [
    room3.full ? md`${text2(kind)} ${code(shortenedInside(key, room3.cell))}` : text2(kind),
    matchedKey === null || hit === "exact" ? text2(hits2[hit]) : md`${text2(hits2[hit])} ${code(shortenedInside(matchedKey, room3.full ? room3.cell : 40))}`,
    size2(restoredBytes),
    time(sum2(seconds2.download, seconds2.in)),
    time(seconds2.out),
    savedBytes === 0 ? md`nothing new` : size2(savedBytes),
    prose(shortened(verdict2, room3.cell))
  ], "row");
  const body = report2.caches.length ? capped(columns, report2.caches, row, room3, "cache") : md`No Go cache was used in this build.`;
  return [{ name: "caches", title: `${how} ${duration(build3.seconds)}, ${steps}`, body, open: true }];
}
__name(caches, "caches");
function timeline(report2, room3) {
  const chart = room3.full ? ganttChart(report2.timeline.slice(0, 60)) : null;
  return chart === null ? [] : [{ name: "timeline", title: "Timeline", body: codeBlock(chart, "mermaid"), open: true }];
}
__name(timeline, "timeline");
function decisions(report2, room3) {
  if (report2.decisions.length === 0 || isUnchanged(report2) && !room3.full) return [];
  const columns = [
    { title: "what", align: "left" },
    { title: "choice", align: "left" },
    { title: "why", align: "left" }
  ];
  const row = /* @__PURE__ */ __name(({ what, choice, reason: reason2, evidence }) => [
    text2(shortened(what, room3.cell)),
    code(shortened(choice, room3.cell)),
    joined(
      [
        prose(shortened(reason2, room3.cell)),
        ...evidence.slice(0, room3.full ? 20 : 3).map(({ file, line }) => place(report2.source, file, line))
      ],
      " \xB7 "
    )
  ], "row");
  const title = `${count(report2.decisions.length, "choice")} made without asking`;
  return [{ name: "choices", title, body: capped(columns, report2.decisions, row, room3, "choice"), open: false }];
}
__name(decisions, "decisions");
function writtenDockerfile(report2, room3) {
  const { text: written2 } = report2.dockerfile;
  if (written2 === null || isUnchanged(report2) && !room3.full) return [];
  return [
    {
      name: "the Dockerfile",
      title: "The Dockerfile that was written for this build",
      body: codeBlock(written2, "dockerfile"),
      open: false
    }
  ];
}
__name(writtenDockerfile, "writtenDockerfile");
function capped(columns, items, row, room3, noun) {
  const shown2 = items.slice(0, room3.rows);
  return joined([table(columns, shown2.map(row)), more(items.length - shown2.length, noun)], "\n\n");
}
__name(capped, "capped");
function more(number2, noun) {
  return number2 > 0 ? md`and ${text2(count(number2, `more ${noun}`))}` : null;
}
__name(more, "more");
function emphasis(written2) {
  return written2 === "=" ? md`=` : md`**${text2(written2)}**`;
}
__name(emphasis, "emphasis");
function size2(count2) {
  return count2 == null ? md`–` : text2(bytes(count2));
}
__name(size2, "size");
function time(seconds2) {
  return seconds2 === null ? md`–` : text2(duration(seconds2));
}
__name(time, "time");
function sum2(a, b) {
  return a === null && b === null ? null : (a ?? 0) + (b ?? 0);
}
__name(sum2, "sum");

// src/report/comment.ts
var COMMENT_LIMIT = 65536;
var room = { rows: 30, cell: 120, full: false };
var platformRows = 6;
function commentMarker(id) {
  const readable2 = encodeURIComponent(id.toWellFormed()).replaceAll("%2F", "/").replaceAll("%3A", ":");
  const safe2 = readable2.replace(/-(?=-|$)/g, "%2D");
  return `<!-- go-image:${safe2} -->`;
}
__name(commentMarker, "commentMarker");
function renderComment(report2, options) {
  const { marker, limit = COMMENT_LIMIT } = options;
  if (!/^<!-- (?:(?!--)[^\n>])+ -->$/.test(marker)) throw new TypeError(`Not an HTML comment on one line: ${marker}`);
  const first = marker;
  return fitted(
    {
      sections: sectionsOf(report2, room),
      rows: platformRows,
      unfold: false,
      before: /* @__PURE__ */ __name((rows) => joined([first, headline(report2), platformTable(report2, rows), reason(report2)], "\n\n"), "before"),
      after: /* @__PURE__ */ __name((leftOut) => footer(report2, leftOut), "after"),
      shortest: md`${first}\n\nThis report is too long for a comment; the summary of its run has it.`
    },
    limit
  );
}
__name(renderComment, "renderComment");

// src/report/summary.ts
var SUMMARY_LIMIT = 1024 * 1024 - 1e3;
var room2 = { rows: 1e3, cell: 300, full: true };
var platformRows2 = 100;
function renderSummary(report2, options = {}) {
  return fitted(
    {
      sections: sectionsOf(report2, room2),
      rows: platformRows2,
      unfold: true,
      before: /* @__PURE__ */ __name((rows) => joined([headline(report2), platformTable(report2, rows), reason(report2)], "\n\n"), "before"),
      after: /* @__PURE__ */ __name((leftOut) => footer(report2, leftOut), "after"),
      shortest: md`This report is too long for a summary.`
    },
    options.limitBytes ?? SUMMARY_LIMIT
  );
}
__name(renderSummary, "renderSummary");

// src/report/publish.ts
async function publish(report2, options, help) {
  const reportFile = join8(options.temp, "report.json");
  await writeFile4(reportFile, JSON.stringify(report2, null, 2));
  const comment = await help.attempt("The comment could not be written", null, () => commentOn(report2, options));
  if (comment?.done === "refused")
    options.log.notice(`No comment: ${comment.why}. The job summary has the same text.`, { title: "Go Image" });
  else if (comment?.url) options.log.info(`\u25B8 Report  comment ${comment.done}: ${comment.url}`);
  const reason2 = comment?.done === "refused" ? `

> [!NOTE]
> No comment was written: ${comment.why}.
` : "";
  await help.attempt(
    "The job summary could not be written",
    void 0,
    () => options.writeSummary(`${renderSummary(report2)}${reason2}
`)
  );
  return { reportFile, commentUrl: comment && comment.done !== "refused" ? comment.url : null };
}
__name(publish, "publish");
async function commentOn(report2, { mode, key, context, octokit }) {
  const { pullRequest, repository } = context;
  if (mode === "never" || !pullRequest || !repository || !octokit) return null;
  const marker = commentMarker(key);
  return await keepComment(
    octokit,
    { owner: repository.owner, repo: repository.name, issue_number: pullRequest.number },
    { marker, body: renderComment(report2, { marker }), create: mode === "auto" || worthTelling(report2) }
  );
}
__name(commentOn, "commentOn");
function worthTelling({ build: build3, budgets, diff: diff2 }) {
  return build3.outcome !== "success" || budgets.some((budget2) => !budget2.ok) || (diff2?.platforms.some(({ before, after }) => before?.download !== after?.download) ?? false);
}
__name(worthTelling, "worthTelling");

// src/runner/help.ts
function startHelp(log, signal) {
  const warnings2 = [];
  const warn = /* @__PURE__ */ __name((message) => {
    warnings2.push(message);
    log.warning(message);
  }, "warn");
  return {
    warnings: warnings2,
    warn,
    annotate: /* @__PURE__ */ __name((message, place2) => log.warning(message, place2), "annotate"),
    async attempt(what, otherwise, body) {
      try {
        return await body();
      } catch (error2) {
        if (signal.aborted) throw error2;
        warn(`${what}: ${messageOf(error2)}`);
        return otherwise;
      }
    }
  };
}
__name(startHelp, "startHelp");

// src/runner/timeline.ts
function startTimeline() {
  const zero = performance.now();
  const now = /* @__PURE__ */ __name(() => (performance.now() - zero) / 1e3, "now");
  const spans = [];
  return {
    spans,
    async measure(name, body) {
      const start = now();
      try {
        return await body();
      } finally {
        spans.push({ name, start, end: now() });
      }
    }
  };
}
__name(startTimeline, "startTimeline");

// src/size/baseline.ts
import { readFile as readFile4, writeFile as writeFile5 } from "node:fs/promises";
import { join as join9 } from "node:path";

// src/report/schema.ts
var longestString = 1e4;
var longestArray = 5e3;
var deepest = 24;
var string2 = pipe(string(), maxLength(longestString));
var bytes2 = pipe(number(), safeInteger(), minValue(0));
var whole = pipe(number(), safeInteger(), minValue(0));
var lineNumber = pipe(number(), safeInteger(), minValue(1));
var seconds = pipe(number(), finite(), minValue(0));
var finite2 = pipe(number(), finite());
var time2 = pipe(
  string2,
  check((text3) => /^\d{4}-\d\d-\d\dT/.test(text3) && !Number.isNaN(Date.parse(text3)), "Expected an RFC 3339 time")
);
function list2(item) {
  return pipe(array(item), maxLength(longestArray));
}
__name(list2, "list");
var size3 = object({ download: bytes2, disk: bytes2 });
var part = picklist(["base", "own"]);
var layer = object({
  digest: string2,
  diffId: string2,
  mediaType: string2,
  downloadBytes: bytes2,
  diskBytes: bytes2,
  createdBy: string2,
  instruction: string2,
  line: nullable(lineNumber),
  part
});
var facts = object({
  schema: literal(1),
  source: string2,
  platforms: list2(
    object({
      platform: string2,
      manifestDigest: string2,
      configDigest: string2,
      downloadBytes: bytes2,
      diskBytes: bytes2,
      compression: string2,
      layers: list2(layer)
    })
  )
});
var layerChange = object({
  kind: picklist(["same", "changed", "added", "removed"]),
  part,
  instruction: string2,
  line: nullable(lineNumber),
  before: nullable(size3),
  after: nullable(size3)
});
var diff = object({
  schema: literal(1),
  platforms: list2(
    object({ platform: string2, before: nullable(size3), after: nullable(size3), layers: list2(layerChange) })
  )
});
var finding = object({
  rule: string2,
  severity: picklist(["error", "warning", "info"]),
  line: nullable(lineNumber),
  endLine: nullable(lineNumber),
  message: string2,
  url: nullable(string2)
});
var build2 = object({
  outcome: picklist(["success", "failure", "cancelled"]),
  seconds,
  steps: object({ total: whole, cached: whole }),
  failure: nullable(object({ step: nullable(string2), line: nullable(lineNumber), lines: list2(string2) }))
});
var cache = object({
  kind: picklist(["modules", "build"]),
  key: string2,
  matchedKey: nullable(string2),
  hit: picklist(["exact", "older", "none", "warm", "off"]),
  restoredBytes: nullable(bytes2),
  savedBytes: nullable(bytes2),
  seconds: object({ download: nullable(seconds), in: nullable(seconds), out: nullable(seconds) }),
  added: nullable(whole),
  verdict: string2
});
var baseline = variant("found", [
  object({ found: literal(true), commit: nullable(string2), ref: nullable(string2), created: time2, why: string2 }),
  object({ found: literal(false), why: string2 })
]);
var budget = object({
  input: picklist(["size-budget", "size-increase"]),
  platform: string2,
  ok: boolean(),
  // Growth may be negative, and a limit of `5 %` need not be whole.
  actual: finite2,
  limit: finite2,
  written: string2
});
var decision = object({
  what: string2,
  choice: string2,
  reason: string2,
  evidence: list2(object({ file: string2, line: lineNumber }))
});
var report = object({
  schema: literal(1),
  tool: object({ name: literal("go-image"), version: string2 }),
  created: time2,
  image: object({ name: string2, tags: list2(string2), digest: nullable(string2), id: nullable(string2) }),
  source: object({
    server: nullable(string2),
    repository: nullable(string2),
    commit: nullable(string2),
    ref: nullable(string2),
    pullRequest: nullable(lineNumber),
    runUrl: nullable(string2)
  }),
  project: nullable(object({ module: string2, main: string2, go: nullable(string2) })),
  dockerfile: object({
    origin: picklist(["repository", "written"]),
    path: nullable(string2),
    text: nullable(string2),
    findings: list2(finding)
  }),
  build: build2,
  caches: list2(cache),
  facts: nullable(facts),
  baseline,
  diff: nullable(diff),
  budgets: list2(budget),
  decisions: list2(decision),
  timeline: list2(object({ name: string2, start: finite2, end: finite2 })),
  warnings: list2(string2)
});
function readFacts(json) {
  return read(facts, json, (problem) => new UserError("facts-invalid", `These are not facts of an image: ${problem}`));
}
__name(readFacts, "readFacts");
function readReport(json) {
  return read(report, json, (problem) => new UserError("report-invalid", `This is not a report of go-image: ${problem}`));
}
__name(readReport, "readReport");
function read(schema, json, invalid) {
  if (isDeeper(json, deepest)) throw invalid(`it nests more than ${deepest} levels.`);
  const result = safeParse(schema, json, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = getDotPath(issue) ?? "";
  if (path === "schema" && typeof issue.input === "number") {
    throw invalid(
      `it has schema ${issue.input}, and this version of go-image reads schema 1. Use the same version for both.`
    );
  }
  const expected = issue.type === "check" ? issue.message : `expected ${expectation(issue)}`;
  throw invalid(`at ${shortened(path, 200) || "its top"}: ${expected}, found ${found(issue)}.`);
}
__name(read, "read");
function expectation({ type, expected, requirement }) {
  if (type === "max_length") return `at most ${requirement} entries or characters`;
  if (type === "safe_integer") return "a whole number";
  if (type === "min_value") return `${requirement} or more`;
  if (type === "finite") return "a finite number";
  return shortened(expected ?? type, 200);
}
__name(expectation, "expectation");
function found({ type, input, received }) {
  if (type === "max_length" && (typeof input === "string" || Array.isArray(input))) return String(input.length);
  if (typeof input === "string") return JSON.stringify(shortened(plain(input), 60));
  return shortened(plain(received), 60);
}
__name(found, "found");
function isDeeper(json, limit) {
  let level = [json];
  for (let depth = 0; depth <= limit && level.length > 0; depth++) {
    level = level.flatMap((value) => typeof value === "object" && value !== null ? Object.values(value) : []);
  }
  return level.length > 0;
}
__name(isDeeper, "isDeeper");

// src/size/baseline.ts
var NAME = "baseline.json";
function baselineKey(imageKey, commit, runId) {
  return `${prefix(imageKey)}${commit}-${runId}`;
}
__name(baselineKey, "baselineKey");
function prefix(imageKey) {
  return `go-image-size-1-${imageKey.replace(/[^\w.+:@/]+/g, "_").slice(0, 200)}-`;
}
__name(prefix, "prefix");
async function findBaseline(imageKey, context, store, temp, help) {
  const none = { baseline: { found: false, why: "the baseline could not be read" }, facts: null };
  return await help.attempt("The baseline could not be read", none, () => lookUp(imageKey, context, store, temp));
}
__name(findBaseline, "findBaseline");
async function lookUp(imageKey, context, store, temp) {
  const file = join9(temp, NAME);
  const base = context.pullRequest?.baseSha;
  const exact = base ? `${prefix(imageKey)}${base}-` : prefix(imageKey);
  const matched = await store.restore(NAME, `${exact}none`, [exact, prefix(imageKey)], file);
  if (matched === null) return { baseline: { found: false, why: notYet(context) }, facts: null };
  const stored = readStored(JSON.parse(await readFile4(file, "utf8")));
  const why2 = base && matched.startsWith(exact) ? "the commit this pull request is based on" : "the newest build of the default branch";
  return {
    baseline: { found: true, commit: stored.commit, ref: shortRef(stored.ref), created: stored.created, why: why2 },
    facts: stored.facts
  };
}
__name(lookUp, "lookUp");
async function baselineToStore(facts2, imageKey, context, machine) {
  const compared = context.event === "local" || isDefaultBranch(context) && context.pullRequest === null;
  if (facts2 === null || !compared) return [];
  const { commit, ref, runId } = context;
  const file = join9(machine.temp, `new-${NAME}`);
  const stored = { schema: 1, created: machine.now().toISOString(), commit, ref, facts: facts2 };
  await writeFile5(file, JSON.stringify(stored));
  return [{ name: NAME, key: baselineKey(imageKey, commit ?? "none", runId), file }];
}
__name(baselineToStore, "baselineToStore");
function notYet(context) {
  const branch = context.repository?.defaultBranch;
  return branch ? `no baseline yet: it is stored by the next push to \`${branch}\`` : "no baseline yet: the next build compares with this one";
}
__name(notYet, "notYet");
function readStored(document) {
  const { created, commit, ref, facts: facts2 } = document ?? {};
  if (typeof created !== "string" || Number.isNaN(Date.parse(created)) || typeof ref !== "string")
    throw new Error("the stored baseline is damaged");
  return { schema: 1, created, commit: typeof commit === "string" ? commit : null, ref, facts: readFacts(facts2) };
}
__name(readStored, "readStored");

// src/size/diff.ts
function diffImages(before, after) {
  const old = new Map((before?.platforms ?? []).map((facts2) => [facts2.platform, facts2]));
  const now = after.platforms.map((facts2) => diffPlatform(facts2.platform, old.get(facts2.platform) ?? null, facts2));
  const present = new Set(after.platforms.map((facts2) => facts2.platform));
  const gone = [...old.values()].filter((facts2) => !present.has(facts2.platform));
  return { schema: 1, platforms: [...now, ...gone.map((facts2) => diffPlatform(facts2.platform, facts2, null))] };
}
__name(diffImages, "diffImages");
function diffPlatform(platform2, before, after) {
  return {
    platform: platform2,
    before: before && { download: before.downloadBytes, disk: before.diskBytes },
    after: after && { download: after.downloadBytes, disk: after.diskBytes },
    layers: before ? diffLayers(before.layers, after?.layers ?? []) : (after?.layers ?? []).map(added2)
  };
}
__name(diffPlatform, "diffPlatform");
function diffLayers(before, after) {
  const free = new Set(before);
  const pair = /* @__PURE__ */ __name((layer2, same) => {
    const partner = [...free].find((candidate) => candidate.part === layer2.part && same(candidate));
    if (partner) free.delete(partner);
    return partner;
  }, "pair");
  const unchanged = new Map(after.map((layer2) => [layer2, pair(layer2, (candidate) => candidate.diffId === layer2.diffId)]));
  const changes = after.map((layer2) => {
    const same = unchanged.get(layer2);
    if (same) return change("same", layer2, same, layer2);
    const partner = pair(layer2, (candidate) => candidate.instruction === layer2.instruction);
    return partner ? change("changed", layer2, partner, layer2) : added2(layer2);
  });
  return [...changes, ...[...free].map((layer2) => change("removed", { ...layer2, line: null }, layer2, null))];
}
__name(diffLayers, "diffLayers");
function added2(layer2) {
  return change("added", layer2, null, layer2);
}
__name(added2, "added");
function change(kind, shown2, before, after) {
  return {
    kind,
    part: shown2.part,
    instruction: shown2.instruction,
    line: shown2.line,
    before: before && { download: before.downloadBytes, disk: before.diskBytes },
    after: after && { download: after.downloadBytes, disk: after.diskBytes }
  };
}
__name(change, "change");

// src/run.ts
async function run(inputs, context, machine) {
  const { log, execute: execute2, signal, store, temp } = machine;
  const timeline2 = startTimeline();
  const help = startHelp(log, signal);
  const say = /* @__PURE__ */ __name((lines) => {
    for (const line of lines) log.info(line);
  }, "say");
  await mkdir4(temp, { recursive: true });
  const source = await buildContext(inputs.build.context, context);
  const builderAnswer = timeline2.measure("builder", () => inspectBuilder(inputs.build.builder, execute2));
  builderAnswer.catch(() => {
  });
  const read2 = await timeline2.measure("inspect", () => readProject(source, inputs, help));
  say(projectLines(read2.summary));
  const dockerfile = await timeline2.measure(
    "dockerfile",
    () => chooseDockerfile({ source, workspace: context.workspace, inputs, project: read2.project, temp })
  );
  const builder = await builderAnswer;
  const image = nameImage(inputs, read2.summary, context);
  const plan = await planBuild({
    ...{ inputs, context, source, builder, temp, mask: machine.mask },
    ...{ dockerfile: dockerfile.path, written: dockerfile.origin === "written" },
    noDefaultAttestations: machine.noDefaultAttestations
  });
  const trust = decideTrust({
    event: context.event,
    ref: context.ref,
    mode: inputs.cache,
    platformMode: context.cacheMode
  });
  const caches2 = planCaches({
    dockerfile: dockerfile.model,
    inputs,
    goSum: read2.goSum,
    imageKey: image.key,
    context,
    trust,
    help
  });
  const transfer = portableTransfer(
    { builder: inputs.build.builder, buildContexts: inputs.build.buildContexts, temp },
    execute2
  );
  const cacheTools = { store, transfer, temp, warn: help.warn, signal };
  const [findings2, baseline2] = await Promise.all([
    timeline2.measure("checks", () => checkDockerfile(dockerfile, inputs.build, source, execute2, help)),
    timeline2.measure("baseline", () => findBaseline(image.key, context, store, temp, help)),
    timeline2.measure("caches in", () => cachesIn(caches2, trust, cacheTools))
  ]);
  const dockerfileReport = { origin: dockerfile.origin, path: dockerfile.shownPath, text: dockerfile.text, findings: findings2 };
  const decisions2 = [...read2.decisions, ...dockerfile.choices];
  say([...decisionLines(decisions2), ...dockerfileLines(dockerfileReport)]);
  say(cachesInLines(caches2.map((cache2) => cache2.report)));
  const built = await log.group(
    "\u25B8 Build  docker buildx build",
    () => timeline2.measure("build", () => build(buildArguments(plan), plan.metadataFile, execute2, log))
  );
  await rm3(join10(temp, "secrets"), { recursive: true, force: true });
  const succeeded = built.report.outcome === "success";
  const [saves, facts2] = succeeded ? await Promise.all([
    timeline2.measure("caches out", () => cachesOut(caches2, trust, anyRunExecuted(built.steps), cacheTools)),
    timeline2.measure(
      "measure",
      () => measureBuild(plan.layout, targetStage(dockerfile.model, inputs.build.target), baseline2.facts, help)
    )
  ]) : [[], null];
  say(cachesOutLines(caches2.map((cache2) => cache2.report)));
  const diff2 = facts2 && diffImages(baseline2.facts, facts2);
  const budgets = diff2 ? judge(inputs.sizeBudget, inputs.sizeIncrease, diff2) : [];
  const report2 = {
    schema: 1,
    tool: { name: "go-image", version: machine.version },
    created: machine.now().toISOString(),
    image: { name: image.name, tags: plan.tags, digest: imageDigest(built.metadata), id: imageId(built.metadata) },
    source: {
      server: context.server,
      repository: context.repository && `${context.repository.owner}/${context.repository.name}`,
      commit: context.commit,
      ref: context.ref === "" ? null : shortRef(context.ref),
      pullRequest: context.pullRequest?.number ?? null,
      runUrl: context.runUrl
    },
    project: read2.summary,
    dockerfile: dockerfileReport,
    build: built.report,
    caches: caches2.map((cache2) => cache2.report),
    facts: facts2,
    baseline: baseline2.baseline,
    diff: diff2,
    budgets,
    decisions: decisions2,
    timeline: timeline2.spans,
    warnings: help.warnings
  };
  say(imageLines(report2));
  const { octokit, writeSummary } = machine;
  const published = await publish(
    report2,
    { temp, mode: inputs.comment, key: image.key, context, octokit, writeSummary, log },
    help
  );
  return {
    report: report2,
    outputs: {
      ...outputsOf(report2),
      metadata: succeeded ? JSON.stringify(built.metadata, null, 2) : "",
      dockerfile: dockerfile.path ?? "",
      report: published.reportFile,
      "comment-url": published.commentUrl ?? ""
    },
    saves: [...saves, ...await baselineToStore(facts2, image.key, context, machine)],
    failure: succeeded ? describeOverrun(budgets) : built.error
  };
}
__name(run, "run");

// src/runner/exec.ts
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
var GRACE_MS = 5e3;
function execute(command, args, options) {
  const started = performance.now();
  return new Promise((resolve3, reject) => {
    if (options.signal?.aborted) return reject(options.signal.reason);
    const child = spawn(command, args, {
      ...options.cwd !== void 0 && { cwd: options.cwd },
      env: options.env,
      stdio: [options.input === void 0 ? "ignore" : "pipe", "pipe", "pipe"]
    });
    const output = { stdout: [], stderr: [] };
    for (const stream of ["stdout", "stderr"]) {
      createInterface({ input: child[stream], crlfDelay: Number.POSITIVE_INFINITY }).on("line", (line) => {
        output[stream].push(line);
        options.onLine?.(line, stream);
      });
    }
    let force;
    const cancel = /* @__PURE__ */ __name(() => {
      child.kill("SIGINT");
      force = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    }, "cancel");
    options.signal?.addEventListener("abort", cancel, { once: true });
    child.on("error", reject);
    child.on("close", (code2, signal) => {
      clearTimeout(force);
      options.signal?.removeEventListener("abort", cancel);
      if (options.signal?.aborted) return reject(options.signal.reason);
      const text3 = { stdout: output.stdout.join("\n"), stderr: output.stderr.join("\n") };
      resolve3({ exitCode: code2 ?? (signal ? 128 : 1), ...text3, seconds: (performance.now() - started) / 1e3 });
    });
    child.stdin?.on("error", () => {
    });
    child.stdin?.end(options.input);
  });
}
__name(execute, "execute");
var PRIVATE = /^(INPUT_|STATE_|ACTIONS_RUNTIME_TOKEN$|ACTIONS_ID_TOKEN_|ACTIONS_RESULTS_URL$|ACTIONS_CACHE_URL$)/;
function childEnvironment(env, options) {
  return Object.fromEntries(
    Object.entries(env).filter((entry) => {
      const [name, value] = entry;
      if (value === void 0) return false;
      if (options.layerCacheToken && /^ACTIONS_(RUNTIME_TOKEN|RESULTS_URL|CACHE_URL)$/.test(name)) return true;
      return !PRIVATE.test(name);
    })
  );
}
__name(childEnvironment, "childEnvironment");

// src/runner/log.ts
import { randomUUID as randomUUID2 } from "node:crypto";
var actionsLog = {
  info,
  debug,
  notice: /* @__PURE__ */ __name((message, place2) => notice(message, place2), "notice"),
  warning: /* @__PURE__ */ __name((message, place2) => warning(message, place2), "warning"),
  error: /* @__PURE__ */ __name((message, place2) => error(message, place2), "error"),
  group,
  async foreign(body) {
    const fence = randomUUID2();
    info(`::stop-commands::${fence}`);
    try {
      return await body((text3) => info(text3));
    } finally {
      info(`::${fence}::`);
    }
  }
};
function terminalLog(write, verbose) {
  const line = /* @__PURE__ */ __name((text3) => write(`${text3}
`), "line");
  return {
    info: line,
    debug: /* @__PURE__ */ __name((text3) => verbose && line(text3), "debug"),
    notice: line,
    warning: /* @__PURE__ */ __name((message, place2) => line(`warning ${where(place2)}${message}`), "warning"),
    error: /* @__PURE__ */ __name((message, place2) => line(`error ${where(place2)}${message}`), "error"),
    group(title, body) {
      line(title);
      return body();
    },
    foreign: /* @__PURE__ */ __name((body) => body(line), "foreign")
  };
}
__name(terminalLog, "terminalLog");
function where(place2) {
  if (!place2?.file) return "";
  return `${place2.file}${place2.startLine ? `:${place2.startLine}` : ""}  `;
}
__name(where, "where");

// src/version.ts
var VERSION = "0.1.0";

export {
  readInputs,
  contextFromEnvironment,
  inspectProject,
  describeCandidates,
  writeDockerfile,
  measureLayout,
  plain,
  plainLines,
  shortened,
  shortCommit,
  standings,
  leading,
  overBudget,
  causes,
  findingCounts,
  commentMarker,
  renderComment,
  renderSummary,
  readFacts,
  readReport,
  diffImages,
  run,
  execute,
  childEnvironment,
  actionsLog,
  terminalLog,
  VERSION
};
