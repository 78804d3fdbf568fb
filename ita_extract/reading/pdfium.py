"""PDFium's C interface, called through cffi: a quarter of the cost of a ctypes call, and a page needs thousands.

pypdfium2 opens documents and brings the library; the calls here are those that are made once a glyph or a path.
PDFium is not thread-safe, whatever the document: one process reads one file at a time.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Any

import pypdfium2_raw
from cffi import FFI

_DECLARATIONS = """
typedef struct { float a, b, c, d, e, f; } FS_MATRIX;
typedef struct { float left, top, right, bottom; } FS_RECTF;
int FPDFPage_CountObjects(void*);
void* FPDFPage_GetObject(void*, int);
int FPDFPage_GetRotation(void*);
int FPDF_GetPageBoundingBox(void*, FS_RECTF*);
int FPDFPageObj_GetType(void*);
int FPDFFormObj_CountObjects(void*);
void* FPDFFormObj_GetObject(void*, unsigned long);
int FPDFPageObj_CountMarks(void*);
void* FPDFPageObj_GetMark(void*, unsigned long);
int FPDFPageObjMark_GetParamBlobValue(void*, const char*, void*, unsigned long, unsigned long*);
int FPDFPageObjMark_RemoveParam(void*, void*, const char*);
int FPDFPageObj_GetMatrix(void*, FS_MATRIX*);
int FPDFPageObj_GetBounds(void*, float*, float*, float*, float*);
void* FPDFPageObj_GetClipPath(void*);
int FPDFClipPath_CountPaths(void*);
int FPDFClipPath_CountPathSegments(void*, int);
void* FPDFClipPath_GetPathSegment(void*, int, int);
int FPDFPath_CountSegments(void*);
void* FPDFPath_GetPathSegment(void*, int);
int FPDFPath_GetDrawMode(void*, int*, int*);
int FPDFPathSegment_GetPoint(void*, float*, float*);
int FPDFPathSegment_GetType(void*);
int FPDFPathSegment_GetClose(void*);
void* FPDFText_LoadPage(void*);
void FPDFText_ClosePage(void*);
int FPDFText_CountChars(void*);
unsigned int FPDFText_GetUnicode(void*, int);
int FPDFText_IsGenerated(void*, int);
int FPDFText_IsHyphen(void*, int);
int FPDFText_HasUnicodeMapError(void*, int);
int FPDFText_GetCharOrigin(void*, int, double*, double*);
void* FPDFText_GetTextObject(void*, int);
int FPDFText_GetLooseCharBox(void*, int, FS_RECTF*);
int FPDFText_GetCharBox(void*, int, double*, double*, double*, double*);
double FPDFText_GetFontSize(void*, int);
int FPDFText_GetMatrix(void*, int, FS_MATRIX*);
void* FPDFTextObj_GetFont(void*);
int FPDFTextObj_GetTextRenderMode(void*);
size_t FPDFFont_GetBaseFontName(void*, char*, size_t);
void* FPDFFont_GetGlyphPath(void*, unsigned int, float);
int FPDFGlyphPath_CountGlyphSegments(void*);
void* FPDFGlyphPath_GetGlyphPathSegment(void*, int);
void* FPDFPageObj_CreateTextObj(void*, void*, float);
void FPDFPageObj_Destroy(void*);
int FPDF_GetFormType(void*);
int FPDFDoc_GetAttachmentCount(void*);
void* FPDFDoc_GetAttachment(void*, int);
unsigned long FPDFAttachment_GetName(void*, unsigned short*, unsigned long);
int FPDFPageObj_GetFillColor(void*, unsigned int*, unsigned int*, unsigned int*, unsigned int*);
int FPDFPageObj_SetFillColor(void*, unsigned int, unsigned int, unsigned int, unsigned int);
int FPDFPageObj_SetIsActive(void*, int);
void FPDFPageObj_TransformClipPath(void*, double, double, double, double, double, double);
int FPDFPageObjMark_GetName(void*, void*, unsigned long, unsigned long*);
int FPDFTextObj_SetTextRenderMode(void*, int);
void* FPDFBitmap_CreateEx(int, int, int, void*, int);
void FPDFBitmap_FillRect(void*, int, int, int, int, unsigned long);
void FPDFBitmap_Destroy(void*);
void FPDF_RenderPageBitmap(void*, void*, int, int, int, int, int, int);
void* FPDF_LoadPage(void*, int);
void FPDF_ClosePage(void*);
int FPDFPage_GetAnnotCount(void*);
void* FPDFPage_GetAnnot(void*, int);
void FPDFPage_CloseAnnot(void*);
int FPDFPage_RemoveAnnot(void*, int);
int FPDFPage_Flatten(void*, int);
int FPDFAnnot_GetSubtype(void*);
int FPDFAnnot_GetFlags(void*);
int FPDFAnnot_GetRect(void*, FS_RECTF*);
int FPDFAnnot_HasKey(void*, const char*);
unsigned long FPDFAnnot_GetAP(void*, int, unsigned short*, unsigned long);
unsigned long FPDFAnnot_GetStringValue(void*, const char*, unsigned short*, unsigned long);
"""


def _library_path() -> Path:
    folder = Path(pypdfium2_raw.__file__).parent
    name = {"darwin": "libpdfium.dylib", "win32": "pdfium.dll"}.get(sys.platform, "libpdfium.so")
    return folder / name


ffi = FFI()
ffi.cdef(_DECLARATIONS)
lib: Any = ffi.dlopen(str(_library_path()))

# FPDF_PAGEOBJ_*
TEXT_OBJECT, PATH_OBJECT, IMAGE_OBJECT, SHADING_OBJECT, FORM_OBJECT = 1, 2, 3, 4, 5
# FPDF_SEGMENT_*
LINE_TO, BEZIER_TO, MOVE_TO = 0, 1, 2


def handle(raw: Any) -> Any:
    """Return the cffi pointer for a ctypes handle of pypdfium2 (a page, say)."""
    return ffi.cast("void*", ctypes.cast(raw, ctypes.c_void_p).value)
